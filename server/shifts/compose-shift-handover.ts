import { shiftSummary } from './shift-summary.ts'
import { demandNo, postOf, type ShiftParts, type ShiftVerb } from './shift-verb.ts'

/** Composes the summary anew, because time has gone by. It is to be read back again; what has not changed stays ticked. */
export function composeShiftHandover(parts: ShiftParts): ShiftVerb<{ readonly no: number }> {
  return {
    type: 'shift-handover.compose',
    side: 'either',
    decide: async (state, { no }, { tx, subject, now }) => {
      demandNo(state, no)
      const view = { subject, post: postOf(parts.roster, state.post.id), since: state.summary.since, now }
      return { type: 'shift-handover.composed', body: { summary: await shiftSummary(tx, view, parts) } }
    },
  }
}

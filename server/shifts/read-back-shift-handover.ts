import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { isTicked, type ReadBackShiftHandoverSchema } from '#contract/shift-handover.ts'
import { demandNo, type ShiftVerb } from './shift-verb.ts'

type Input = Pick<Static<typeof ReadBackShiftHandoverSchema>, 'no' | 'words'>

/**
 * 复诵: whoever comes says back in their own words what they take over, with everything ticked. Throws Refusal
 * `shift/unticked`, naming how much is left, or `shift/changed`.
 */
export const readBackShiftHandover: ShiftVerb<Input> = {
  type: 'shift-handover.read-back',
  side: 'to',
  decide: (state, { no, words }) => {
    demandNo(state, no)
    const left = state.summary.items.filter((item) => !isTicked(state, item))
    if (left.length > 0) throw new Refusal('shift/unticked', `${left.length} of ${state.summary.items.length} are not ticked yet.`)
    return { type: 'shift-handover.read-back', body: { words } }
  },
}

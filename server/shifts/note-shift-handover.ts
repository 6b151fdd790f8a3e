import type { ShiftVerb } from './shift-verb.ts'

/** Whoever goes writes down what the record does not know. */
export const noteShiftHandover: ShiftVerb<{ readonly text: string }> = {
  type: 'shift-handover.note',
  side: 'from',
  decide: (_state, { text }) => ({ type: 'shift-handover.noted', body: { text } }),
}

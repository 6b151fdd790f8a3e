import type { ShiftVerb } from './shift-verb.ts'

/** Called off by either side: whoever was on duty still is. */
export const withdrawShiftHandover: ShiftVerb<{ readonly reason: string }> = {
  type: 'shift-handover.withdraw',
  side: 'either',
  decide: (_state, { reason }) => ({ type: 'shift-handover.withdrawn', body: { reason } }),
}

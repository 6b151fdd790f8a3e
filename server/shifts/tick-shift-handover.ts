import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { TickShiftHandoverSchema } from '#contract/shift-handover.ts'
import { demandNo, type ShiftVerb } from './shift-verb.ts'

type Input = Pick<Static<typeof TickShiftHandoverSchema>, 'no' | 'keys' | 'isTicked' | 'remark'>

/** Whoever comes has taken note of these things as they stand, one by one, or takes that back. Throws Refusal `shift/changed`. */
export const tickShiftHandover: ShiftVerb<Input> = {
  type: 'shift-handover.tick',
  side: 'to',
  decide: (state, { no, keys, isTicked, remark }) => {
    demandNo(state, no)
    const items = new Map(state.summary.items.map(({ key, mark }) => [key, mark]))
    const named = keys.map((key) => {
      const mark = items.get(key)
      if (mark === undefined) throw new Refusal('shift/changed', `There is no ${key} in the summary.`)
      return { key, mark }
    })
    if (!isTicked) return { type: 'shift-handover.unticked', body: { keys } }
    return { type: 'shift-handover.ticked', body: { items: named, ...(remark !== undefined && { remark }) } }
  },
}

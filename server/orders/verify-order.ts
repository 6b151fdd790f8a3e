import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { ORDER_FOLLOWING, type OrderState, type VerifyOrderSchema } from '#contract/order.ts'
import type { OrderVerb } from './order-verb.ts'

/**
 * 核查: somebody else than those who did the work looks at its result. What does not hold goes back to be done again; a refusal or a
 * failure is noted as it is.
 */
export const verifyOrder: OrderVerb<Pick<Static<typeof VerifyOrderSchema>, 'passed' | 'note'>> = {
  type: 'order.verify',
  needs: 'orders:verify',
  isForAddressee: false,
  decide: ({ state, who }, { passed, note }) => {
    const target = passed ? 'verified' : 'in-progress'
    const isResult = state.stage === 'done' || state.stage === 'failed' || state.stage === 'refused'
    if (!isResult || !ORDER_FOLLOWING[state.stage].includes(target))
      throw new Refusal('order/stage', `The order is ${state.stage}; there is no result to verify in this way.`)
    if (workersOn(state).has(who.id)) throw new Refusal('order/own-work')
    if (passed) return [{ type: 'order.verified', body: note === undefined ? {} : { note } }]
    if (note === undefined) throw new Refusal('order/nothing-said', 'Say what has to be done again.')
    return [{ type: 'order.returned', body: { reason: note } }]
  },
}

/** Who had a hand in the work: took it on, told of it, or said that it was done. Sending it back is no work on it. */
export function workersOn({ taker, progress, stamps }: Pick<OrderState, 'taker' | 'progress' | 'stamps'>): ReadonlySet<string> {
  const hands = stamps.filter(
    ({ stage }, index) =>
      ['acknowledged', 'in-progress', 'done', 'failed', 'refused'].includes(stage) && stamps[index - 1]?.stage !== 'done',
  )
  return new Set([...(taker ? [taker] : []), ...progress.map(({ by }) => by), ...hands.map(({ by }) => by)].map(({ id }) => id))
}

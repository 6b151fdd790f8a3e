import type { Static } from 'typebox'
import type { RefuseOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** The addressee will not do it, and says why. Work that has begun is not refused but fails. */
export const refuseOrder: OrderVerb<Pick<Static<typeof RefuseOrderSchema>, 'reason'>> = {
  type: 'order.refuse',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { reason }) => [...wayTo(state.stage, 'refused'), { type: 'order.refused', body: { text: reason } }],
}

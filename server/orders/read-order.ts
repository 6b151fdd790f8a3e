import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** Somebody it is addressed to has opened it. */
export const readOrder: OrderVerb<unknown> = {
  type: 'order.read',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }) => [...wayTo(state.stage, 'read'), { type: 'order.read', body: {} }],
}

import type { Static } from 'typebox'
import type { AcknowledgeOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** 签收: a person takes the order on, by name. */
export const acknowledgeOrder: OrderVerb<Pick<Static<typeof AcknowledgeOrderSchema>, 'note'>> = {
  type: 'order.acknowledge',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { note }) => [
    ...wayTo(state.stage, 'acknowledged'),
    { type: 'order.acknowledged', body: note === undefined ? {} : { note } },
  ],
}

import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { StartOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** 办理: the work has begun. Work that was done begins again only when it is sent back. */
export const startOrder: OrderVerb<Pick<Static<typeof StartOrderSchema>, 'note'>> = {
  type: 'order.start',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { note }) => {
    if (state.stage === 'done') throw new Refusal('order/stage', 'The order is done; whoever verifies it may send it back.')
    return [...wayTo(state.stage, 'in-progress'), { type: 'order.started', body: note === undefined ? {} : { note } }]
  },
}

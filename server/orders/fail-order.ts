import type { Static } from 'typebox'
import type { FailOrderSchema } from '#contract/order.ts'
import { wayTo } from './order-step.ts'
import type { OrderVerb } from './order-verb.ts'

/** The work could not be done; why is said. */
export const failOrder: OrderVerb<Pick<Static<typeof FailOrderSchema>, 'text' | 'attachments'>> = {
  type: 'order.fail',
  needs: 'orders:answer',
  isForAddressee: true,
  decide: ({ state }, { text, attachments = [] }) => [
    ...wayTo(state.stage, 'failed'),
    { type: 'order.failed', body: { text, attachments } },
  ],
}

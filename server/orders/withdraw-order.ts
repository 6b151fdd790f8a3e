import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { ORDER_FOLLOWING, type WithdrawOrderSchema } from '#contract/order.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { release } from './allocations.ts'
import { appendToOrder, type OrderParts, type ToOrder } from './order-verb.ts'
import { takeOrder } from './take-order.ts'

/** 撤回: what was ordered need not be done any more. Carries the term, as the order itself did. */
export function withdrawOrder(parts: OrderParts): Verb<ToOrder<Pick<Static<typeof WithdrawOrderSchema>, 'reason' | 'term'>>> {
  return defineVerb({
    type: 'order.withdraw',
    needs: 'orders:issue',
    run: async (context, { id, reason, term }) => {
      const { desk, tx, actor, now } = context
      const order = await takeOrder(id, term, context, parts)
      if (!ORDER_FOLLOWING[order.state.stage].includes('withdrawn'))
        throw new Refusal('order/stage', `The order is ${order.state.stage}; it cannot be withdrawn.`)
      await appendToOrder(desk, order, { actor, now, happenings: [{ type: 'order.withdrawn', body: { reason } }] })
      await release(tx, id, now)
      return { id }
    },
  })
}

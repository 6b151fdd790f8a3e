import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { IssueOrderSchema } from '#contract/order.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { issueDraft } from './issue-draft.ts'
import type { OrderParts, ToOrder } from './order-verb.ts'
import { takeOrder } from './take-order.ts'

/** Issues an order that was drafted before. Its own author alone issues a draft. */
export function issueOrder(parts: OrderParts): Verb<ToOrder<Pick<Static<typeof IssueOrderSchema>, 'term' | 'overcommit'>>> {
  return defineVerb({
    type: 'order.issue',
    needs: 'orders:issue',
    run: async (context, { id, term, overcommit }) => {
      const order = await takeOrder(id, term, context, parts)
      if (order.state.by.id !== context.actor.id) throw new Refusal('order/not-yours', 'Whoever drafted an order issues it.')
      await issueDraft(order, { context, parts, overcommit })
      return { id }
    },
  })
}

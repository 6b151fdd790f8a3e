import type { FastifyPluginAsync } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { type Matter, matterSchema } from '#contract/matter.ts'
import {
  AcknowledgeOrderSchema,
  AllocationSchema,
  DeliverOrderSchema,
  DraftOrderSchema,
  FailOrderSchema,
  FinishOrderSchema,
  IssueOrderSchema,
  type OrderQuery,
  OrderQuerySchema,
  type OrderState,
  OrderStateSchema,
  ProgressOrderSchema,
  ReadOrderSchema,
  RefuseOrderSchema,
  StartOrderSchema,
  VerifyOrderSchema,
  WithdrawOrderSchema,
} from '#contract/order.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import { commandRoutes, type InputOf } from '../matters/command-routes.ts'
import { isInReach } from '../matters/in-reach.ts'
import { inSight, type Lives } from '../matters/sight.ts'
import { acknowledgeOrder } from './acknowledge-order.ts'
import { isAddressee } from './addressee.ts'
import { listAllocations } from './allocations.ts'
import { deliverOrder } from './deliver-order.ts'
import { draftOrder } from './draft-order.ts'
import { failOrder } from './fail-order.ts'
import { finishOrder } from './finish-order.ts'
import { issueOrder } from './issue-order.ts'
import { listOrders } from './list-orders.ts'
import { type OrderParts, type OrderVerb, orderCommand } from './order-verb.ts'
import { progressOrder } from './progress-order.ts'
import { readOrder } from './read-order.ts'
import { refuseOrder } from './refuse-order.ts'
import { startOrder } from './start-order.ts'
import { verifyOrder } from './verify-order.ts'
import { withdrawOrder } from './withdraw-order.ts'

export interface OrdersParts extends ExecuteParts, OrderParts {
  readonly lives: Lives
}

const PAGE = 100
/** Rows looked at for one page at most: where a remit reaches little of what there is, a page may be short. */
const MOST_ROWS = 5_000
const READ_AT_ONCE = 500

const PageSchema = Type.Object(
  {
    orders: Type.Array(matterSchema(OrderStateSchema)),
    next: Type.Optional(Type.String({ description: 'For `after`, to go on; absent at the end.' })),
  },
  { additionalProperties: false },
)

/** Everything that is done to orders, and the lists people ask for: POST and GET /api/orders, GET /api/resources/allocations. */
export const orders: FastifyPluginAsync<OrdersParts> = async (app, parts) => {
  const tag = 'orders'
  const serve = commandRoutes(app, parts, { at: '/api/orders', tag })
  const to = <Body extends TSchema>(path: string, said: readonly [string, string], body: Body, verb: OrderVerb<InputOf<Body>>) =>
    serve(`/:id/${path}`, said, body, orderCommand(verb, parts))

  serve('', ['draftOrder', 'Draft an order, and issue it in the same step'], DraftOrderSchema, draftOrder(parts))
  serve('/:id/issue', ['issueOrder', 'Issue a draft'], IssueOrderSchema, issueOrder(parts))
  serve('/:id/withdraw', ['withdrawOrder', 'Withdraw an order'], WithdrawOrderSchema, withdrawOrder(parts))
  to('delivered', ['deliverOrder', 'The addressee’s device has it'], DeliverOrderSchema, deliverOrder)
  to('read', ['readOrder', 'The addressee has read it'], ReadOrderSchema, readOrder)
  to('acknowledge', ['acknowledgeOrder', 'Take an order on'], AcknowledgeOrderSchema, acknowledgeOrder)
  to('start', ['startOrder', 'Begin the work'], StartOrderSchema, startOrder)
  to('progress', ['progressOrder', 'Tell how far the work is, or what it lacks'], ProgressOrderSchema, progressOrder)
  to('done', ['finishOrder', 'The work is done'], FinishOrderSchema, finishOrder)
  to('failed', ['failOrder', 'The work could not be done'], FailOrderSchema, failOrder)
  to('refuse', ['refuseOrder', 'Refuse an order, with a reason'], RefuseOrderSchema, refuseOrder)
  to('verify', ['verifyOrder', 'Verify the result, or send the work back'], VerifyOrderSchema, verifyOrder)

  app.get(
    '/api/orders',
    {
      config: { access: 'matters:read' },
      validatorCompiler: queryValidator,
      schema: {
        ...{ tags: [tag], operationId: 'listOrders', summary: 'Orders, newest first' },
        querystring: OrderQuerySchema,
        response: { 200: PageSchema },
      },
    },
    async ({ query, subject }): Promise<Static<typeof PageSchema>> => {
      const asked = query as OrderQuery
      const { limit = PAGE } = asked
      const seen: Matter<OrderState>[] = []
      let before = asked.after === undefined ? undefined : placeOf(asked.after)
      for (let rows = 0; rows < MOST_ROWS; rows += READ_AT_ONCE) {
        const page = await listOrders(parts.database, asked, { subject, limit: READ_AT_ONCE, ...(before && { before }) })
        for (const matter of page) {
          before = { openedAt: matter.openedAt, id: matter.id }
          const shown = inSight(matter, subject, parts.tree, parts.lives.order) as Matter<OrderState> | undefined
          if (shown && isAskedFor(shown, asked, subject)) seen.push(shown)
          if (seen.length === limit) return { orders: seen, next: nameOf(before) }
        }
        if (page.length < READ_AT_ONCE) return { orders: seen }
      }
      return { orders: seen, ...(before && { next: nameOf(before) }) }
    },
  )

  /** Whom an order is addressed to is a question about the remit, which the database does not know. */
  function isAskedFor({ state }: Matter<OrderState>, { mine }: OrderQuery, subject: Subject): boolean {
    return mine !== 'to-me' || (state.stage !== 'draft' && isAddressee(subject, state.to, parts.book))
  }

  app.get(
    '/api/resources/allocations',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags: [tag], operationId: 'listAllocations', summary: 'Which order has which team, vehicle, lot or shelter' },
        response: { 200: Type.Object({ allocations: Type.Array(AllocationSchema) }, { additionalProperties: false }) },
      },
    },
    async ({ subject }) => {
      const all = await listAllocations(parts.database)
      return { allocations: all.flatMap(({ reach, ...held }) => (isInReach(subject, reach, parts.tree) ? [held] : [])) }
    },
  )
}

function nameOf({ openedAt, id }: { readonly openedAt: number; readonly id: string }): string {
  return `${openedAt}~${id}`
}

function placeOf(name: string): { openedAt: number; id: string } {
  const [openedAt = '', ...id] = name.split('~')
  return { openedAt: Number(openedAt), id: id.join('~') }
}

import { type Static, type TSchema, Type } from 'typebox'
import { ROLE_NAMES } from './access.ts'
import { commandSchema } from './command.ts'
import { type Attachment, AttachmentsSchema, type Person, PersonSchema, PositionSchema, type Site, SiteSchema } from './incident.ts'
import { TermSchema } from './incident-commands.ts'
import { type MatterEvent, MatterIdSchema, MatterPlaceSchema } from './matter.ts'

/** The stations of an order that goes well, in their order: 拟 发 达 阅 签 办 结 核. */
export const ORDER_STATIONS = ['draft', 'issued', 'delivered', 'read', 'acknowledged', 'in-progress', 'done', 'verified'] as const
export type OrderStation = (typeof ORDER_STATIONS)[number]

/** Where an order can be besides: 未完成, 拒绝, 被替代, 撤回. */
export const ORDER_STAGES = [...ORDER_STATIONS, 'failed', 'refused', 'superseded', 'withdrawn'] as const
export type OrderStage = (typeof ORDER_STAGES)[number]

/**
 * The stages an order may go to from each; nothing else happens to it. `in-progress` after `done` is work sent back by whoever
 * verified it (返工). What was passed over on the way (an order acknowledged was read) is stamped with the same person and time.
 */
export const ORDER_FOLLOWING: Readonly<Record<OrderStage, readonly OrderStage[]>> = {
  draft: ['issued', 'withdrawn'],
  issued: ['delivered', 'superseded', 'withdrawn'],
  delivered: ['read', 'superseded', 'withdrawn'],
  read: ['acknowledged', 'refused', 'superseded', 'withdrawn'],
  acknowledged: ['in-progress', 'refused', 'superseded', 'withdrawn'],
  'in-progress': ['done', 'failed', 'superseded', 'withdrawn'],
  done: ['verified', 'in-progress'],
  failed: ['verified'],
  refused: ['verified'],
  verified: [],
  superseded: [],
  withdrawn: [],
}

/** Stages in which somebody still works, or should: the clock of the order runs. */
export const WORKING_STAGES = [
  'issued',
  'delivered',
  'read',
  'acknowledged',
  'in-progress',
] as const satisfies readonly OrderStage[]

/** Stages in which nothing more is dealt with: the matter is closed. */
export const OVER_STAGES = ['verified', 'superseded', 'withdrawn'] as const satisfies readonly OrderStage[]

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })
const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })
const AreaCode = Type.String({ maxLength: 32, description: 'Area code.' })

/** Who is to do it, as the sender says it. */
export const AddressSchema = Type.Union([
  closed({ kind: Type.Literal('person'), id: Type.String({ maxLength: 64, description: 'Account.' }) }),
  closed({ kind: Type.Literal('role'), role: Type.Enum(ROLE_NAMES as (typeof ROLE_NAMES)[number][]), area: AreaCode }),
  closed({ kind: Type.Literal('department'), department: Type.String({ maxLength: 64 }), area: Type.Optional(AreaCode) }),
])
export type Address = Static<typeof AddressSchema>

/** Who is to do it, as it stands in the record: a person with the name of that day. */
export const AddresseeSchema = Type.Union([
  closed({ kind: Type.Literal('person'), person: PersonSchema }),
  closed({ kind: Type.Literal('role'), role: Type.Enum(ROLE_NAMES as (typeof ROLE_NAMES)[number][]), area: AreaCode }),
  closed({ kind: Type.Literal('department'), department: Type.String(), area: AreaCode }),
])
export type Addressee = Static<typeof AddresseeSchema>

/** What an order was made from: by hand, a leader's instruction 批示, a step of a plan, or as part of a scenario. */
export const OrderOriginSchema = Type.Union([
  closed({ kind: Type.Literal('hand') }),
  closed({
    kind: Type.Literal('instruction'),
    about: Type.Optional(closed({ kind: Type.String({ maxLength: 40 }), id: Type.String({ maxLength: 128 }) })),
  }),
  closed({ kind: Type.Literal('plan'), plan: Type.String({ maxLength: 128 }), step: Type.String({ maxLength: 128 }) }),
])
export type OrderOrigin = Static<typeof OrderOriginSchema>

/** A team, a vehicle, a shelter: by the id of the entity. Of a store of supplies, `amount` says how much. */
export const ResourceSchema = closed({
  id: Type.String({ pattern: '^\\S{1,128}$' }),
  name: Type.Optional(Type.String({ maxLength: 80 })),
  amount: Type.Optional(
    Type.Number({ exclusiveMinimum: 0, description: 'How much of a stock; a stock is never taken without it.' }),
  ),
})
export type Resource = Static<typeof ResourceSchema>

export const StampSchema = closed({
  stage: Type.Enum(ORDER_STAGES),
  at: Time('When'),
  by: PersonSchema,
  device: Type.Optional(Type.String()),
})
export type Stamp = Static<typeof StampSchema>

/** Who is told that an order is overdue: 带班领导 at 100 % of its time, 总指挥 at 150 %. */
export const ESCALATION_STEPS = ['duty-leader', 'commander'] as const
export type EscalationStep = (typeof ESCALATION_STEPS)[number]
export const ESCALATE_AT: Readonly<Record<EscalationStep, number>> = { 'duty-leader': 1, commander: 1.5 }

export const ProgressSchema = closed({
  at: Time('When'),
  by: PersonSchema,
  text: Type.Optional(Type.String()),
  value: Type.Optional(Type.Number({ description: 'How much is done, of `target.amount`.' })),
  place: Type.Optional(PositionSchema),
  attachments: AttachmentsSchema,
  /** 请求支援: what is lacking. */
  asks: Type.Optional(Type.String()),
})
export type Progress = Static<typeof ProgressSchema>

/** An order as it stands. Its text never changes; a correction is a new order that supersedes it. */
export const OrderStateSchema = Type.Object(
  {
    incident: Type.Optional(Type.String({ description: 'Id of the incident; absent on an order of ordinary business.' })),
    seq: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Its number among the orders of the incident; of the day, without one.' }),
    ),
    term: Type.Optional(Type.Integer({ minimum: 0, description: 'The fencing token it was issued under.' })),
    batch: Type.Optional(
      Type.String({ description: 'Common to orders issued to several at once: who has not answered is named by it.' }),
    ),
    title: Type.String(),
    text: Type.Optional(Type.String()),
    place: Type.Optional(SiteSchema),
    target: Type.Optional(closed({ amount: Type.Number(), unit: Type.String() }, 'How much is to be done: 340 人.')),
    needsPhoto: Type.Boolean({ description: 'Done only with a photo.' }),
    to: AddresseeSchema,
    area: AreaCode,
    domain: Type.Optional(Type.String()),
    origin: OrderOriginSchema,
    by: PersonSchema,
    stage: Type.Enum(ORDER_STAGES),
    stamps: Type.Array(StampSchema, { description: 'Every stage it came to, in order; a stage it came back to stands again.' }),
    devices: Type.Array(closed({ device: Type.String(), person: PersonSchema, at: Time('When') }), {
      description: 'Where it was delivered, each device once.',
    }),
    slaMs: Type.Integer({ minimum: 1, description: 'How long it may take from its issue to its result.' }),
    dueAt: Type.Optional(Time('When it is overdue; set when issued')),
    escalated: Type.Array(closed({ step: Type.Enum(ESCALATION_STEPS), at: Time('When') })),
    taker: Type.Optional(PersonSchema),
    progress: Type.Array(ProgressSchema, { description: 'Newest last, at most the last 20; all are in the log.' }),
    outcome: Type.Optional(
      closed({
        how: Type.Enum(['done', 'failed', 'refused'] as const),
        text: Type.Optional(Type.String()),
        attachments: AttachmentsSchema,
      }),
    ),
    returned: Type.Integer({ minimum: 0, description: 'How often the work was sent back.' }),
    verification: Type.Optional(closed({ by: PersonSchema, at: Time('When'), note: Type.Optional(Type.String()) })),
    resources: Type.Array(ResourceSchema),
    supersedes: Type.Optional(Type.String()),
    supersededBy: Type.Optional(Type.String()),
    withdrawn: Type.Optional(Type.String({ description: 'Why it was withdrawn.' })),
  },
  { additionalProperties: false, $id: 'order-state' },
)
export type OrderState = Static<typeof OrderStateSchema>

/** What an order says, once and for ever. */
export interface OrderText {
  readonly incident?: string
  readonly batch?: string
  readonly title: string
  readonly text?: string
  readonly place?: Site
  readonly target?: { readonly amount: number; readonly unit: string }
  readonly needsPhoto: boolean
  readonly to: Addressee
  readonly area: string
  readonly domain?: string
  readonly origin: OrderOrigin
  readonly slaMs: number
  readonly resources: readonly Resource[]
  readonly supersedes?: string
}

type Told<Type extends string, Body> = MatterEvent<Type, Body>

/** Everything that can happen to an order. */
export type OrderEvent =
  | Told<'order.drafted', OrderText>
  | Told<'order.issued', { readonly seq: number; readonly term?: number; readonly dueAt: number }>
  | Told<'order.delivered', Record<never, never>>
  | Told<'order.read', Record<never, never>>
  | Told<'order.acknowledged', { readonly note?: string }>
  | Told<'order.started', { readonly note?: string }>
  | Told<
      'order.progressed',
      {
        readonly text?: string
        readonly value?: number
        readonly place?: readonly [number, number]
        readonly attachments: readonly Attachment[]
        readonly asks?: string
      }
    >
  | Told<'order.done', { readonly text?: string; readonly attachments: readonly Attachment[] }>
  | Told<'order.failed', { readonly text: string; readonly attachments: readonly Attachment[] }>
  | Told<'order.refused', { readonly text: string }>
  | Told<'order.returned', { readonly reason: string }>
  | Told<'order.verified', { readonly note?: string }>
  | Told<'order.escalated', { readonly step: EscalationStep; readonly dueAt: number }>
  | Told<'order.superseded', { readonly by: string }>
  | Told<'order.withdrawn', { readonly reason: string }>
  /** It took a resource that another order has, for a stated reason. */
  | Told<'order.overcommitted', { readonly resource: Resource; readonly reason: string; readonly holder: string }>
export type OrderEventType = OrderEvent['type']

/**
 * POST /api/orders: drafts an order, and with `issue` issues it in the same step. With several addressees there is one order
 * for each, with a common `batch`; the answer's id is that of the first. `term` is needed where there is an incident.
 */
export const DraftOrderSchema = commandSchema({
  incident: Type.Optional(MatterIdSchema),
  term: Type.Optional(TermSchema),
  title: Text(80),
  text: Type.Optional(Text(2000)),
  place: Type.Optional(SiteSchema),
  target: Type.Optional(closed({ amount: Type.Number({ exclusiveMinimum: 0 }), unit: Text(20) })),
  needsPhoto: Type.Optional(Type.Boolean()),
  to: Type.Array(AddressSchema, { minItems: 1, maxItems: 100 }),
  domain: Type.Optional(Type.String({ maxLength: 40 })),
  slaMinutes: Type.Integer({ minimum: 1, maximum: 43_200 }),
  origin: Type.Optional(OrderOriginSchema),
  resources: Type.Optional(Type.Array(ResourceSchema, { maxItems: 50 })),
  /** Take resources although others have them; why is written down on this order. */
  overcommit: Type.Optional(Text(200)),
  supersedes: Type.Optional(MatterIdSchema),
  issue: Type.Boolean(),
})
export type DraftOrder = Static<typeof DraftOrderSchema>

/** POST /api/orders/:id/issue */
export const IssueOrderSchema = commandSchema({ term: Type.Optional(TermSchema), overcommit: Type.Optional(Text(200)) })
/** POST /api/orders/:id/delivered, said by the addressee's device: `device` is needed. Once for each device. */
export const DeliverOrderSchema = commandSchema({})
/** POST /api/orders/:id/read */
export const ReadOrderSchema = commandSchema({})
/** POST /api/orders/:id/acknowledge 签收 */
export const AcknowledgeOrderSchema = commandSchema({ note: Type.Optional(Text(200)) })
/** POST /api/orders/:id/start 开始办理 */
export const StartOrderSchema = commandSchema({ note: Type.Optional(Text(200)) })
/** POST /api/orders/:id/progress 反馈; `asks` is 请求支援. Something must be said. */
export const ProgressOrderSchema = commandSchema({
  text: Type.Optional(Text(1000)),
  value: Type.Optional(Type.Number({ minimum: 0 })),
  place: Type.Optional(PositionSchema),
  attachments: Type.Optional(AttachmentsSchema),
  asks: Type.Optional(Text(200)),
})
/** POST /api/orders/:id/done 办结 */
export const FinishOrderSchema = commandSchema({ text: Type.Optional(Text(1000)), attachments: Type.Optional(AttachmentsSchema) })
/** POST /api/orders/:id/failed 未能完成 */
export const FailOrderSchema = commandSchema({ text: Text(1000), attachments: Type.Optional(AttachmentsSchema) })
/** POST /api/orders/:id/refuse 拒绝, with a reason */
export const RefuseOrderSchema = commandSchema({ reason: Text(500) })
/** POST /api/orders/:id/verify 核查, by somebody else than who did it; `passed: false` sends the work back 返工. */
export const VerifyOrderSchema = commandSchema({ passed: Type.Boolean(), note: Type.Optional(Text(500)) })
/** POST /api/orders/:id/withdraw 撤回 */
export const WithdrawOrderSchema = commandSchema({ reason: Text(500), term: Type.Optional(TermSchema) })

/** GET /api/orders, besides `after` and `limit`. Times are those of the issue. */
export const OrderQuerySchema = closed({
  incident: Type.Optional(MatterIdSchema),
  stage: Type.Optional(Type.Enum(ORDER_STAGES)),
  batch: Type.Optional(Type.String({ maxLength: 64 })),
  mine: Type.Optional(Type.Enum(['to-me', 'by-me'] as const, { description: 'Addressed to the caller, or issued by the caller.' })),
  late: Type.Optional(Type.Boolean({ description: 'Escalated, and still worked on.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  after: Type.Optional(MatterPlaceSchema),
})
export type OrderQuery = Static<typeof OrderQuerySchema>

/** GET /api/resources/allocations: who has what. */
export const AllocationSchema = closed({
  resource: ResourceSchema,
  order: Type.String(),
  orderTitle: Type.String(),
  incident: Type.Optional(Type.String()),
  at: Time('Since when'),
  isOvercommitted: Type.Boolean({ description: 'Taken although another order had it, with a stated reason.' }),
})
export type Allocation = Static<typeof AllocationSchema>

/** The words of an addressee without looking anything up: for logs. */
export function addresseeKey(to: Addressee): string {
  if (to.kind === 'person') return `person:${to.person.id}`
  return to.kind === 'role' ? `role:${to.role}@${to.area}` : `department:${to.department}@${to.area}`
}

export type { Person }

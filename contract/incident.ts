import { type Static, type TSchema, Type } from 'typebox'
import { type AppliedPlan, AppliedPlanSchema, type ProposedStep } from './applied-plan.ts'
import {
  CASUALTY_FIGURES,
  GROUP_KINDS,
  type IncidentClass,
  IncidentClassSchema,
  LEVEL_FIELDS,
  type Level,
  type LevelField,
  LevelSchema,
  type Phase,
  PhaseSchema,
  POSTS,
  type Post,
} from './incident-lists.ts'
import { MatterActorSchema, type MatterEvent } from './matter.ts'
import { type Names, NamesSchema } from './names.ts'
import { type Person, PersonSchema } from './person.ts'

export {
  CASUALTY_FIGURES,
  type CasualtyFigure,
  FOLLOWING,
  GROUP_KINDS,
  type GroupKind,
  INCIDENT_CLASSES,
  type IncidentClass,
  IncidentClassSchema,
  isGraver,
  LEVEL_FIELDS,
  LEVELS,
  type Level,
  type LevelField,
  LevelSchema,
  PHASES,
  type Phase,
  PhaseSchema,
  POSTS,
  type Post,
  REOPEN_MS,
} from './incident-lists.ts'
export { type Person, PersonSchema } from './person.ts'

/**
 * The fields of a report: 时间 地点 信息来源 事件起因性质 基本过程 已造成后果 影响范围 发展趋势 处置情况 拟采取措施 报告人.
 * A field nobody knows yet is null, shown as 待核, never blank.
 */
export const REPORT_FIELDS = [
  'time',
  'place',
  'source',
  'cause',
  'course',
  'consequences',
  'scope',
  'trend',
  'handling',
  'measures',
  'reporter',
] as const
export type ReportField = (typeof REPORT_FIELDS)[number]

/** 首报, 续报, 终报. */
export const REPORT_KINDS = ['first', 'follow-up', 'final'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** How a report goes: 电话, 书面, by a system of the one reported to. */
export const REPORT_MODES = ['phone', 'written', 'system'] as const
export type ReportMode = (typeof REPORT_MODES)[number]

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

/** Every key of a list, each with the same schema. */
function each<Key extends string, Value extends TSchema>(keys: readonly Key[], value: Value) {
  return Type.Object(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>, { additionalProperties: false })
}

const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })
const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })

/** WGS84. */
export const PositionSchema = Type.Tuple(
  [Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })],
  {
    description: '[longitude, latitude] in WGS84.',
  },
)
export type Position = Static<typeof PositionSchema>

/** Where something is: an area, and as much more as is known. */
export const SiteSchema = closed({
  area: Type.String({ maxLength: 32, description: 'Area code.' }),
  at: Type.Optional(PositionSchema),
  text: Type.Optional(Text(200, 'As people say it: 立沙岛化工仓库 3 号库.')),
})
export type Site = Static<typeof SiteSchema>

/** Something shown beside a message, a report or an answer. The file itself is kept by its id; see `contract/file.ts`. */
export const AttachmentSchema = closed({
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
  kind: Type.Enum(['photo', 'voice', 'file'] as const),
  name: Type.Optional(Type.String({ maxLength: 120 })),
  size: Type.Optional(Type.Integer({ minimum: 0, description: 'Bytes.' })),
  ms: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 600_000, description: 'How long a voice note lasts, as its sender says.' }),
  ),
})
export type Attachment = Static<typeof AttachmentSchema>
export const AttachmentsSchema = Type.Array(AttachmentSchema, { maxItems: 20 })

/** Where a report of something that happened came from. */
export const ORIGIN_KINDS = ['hand', 'alarm', 'case', 'warning', 'signal'] as const

/** One report of the same happening: the first opened the incident, the others joined it. */
export const LinkSchema = closed({
  kind: Type.Enum(ORIGIN_KINDS),
  id: Type.Optional(Type.String({ maxLength: 128, description: 'Of the alarm, case or warning.' })),
  channel: Type.Optional(Type.String({ maxLength: 40, description: '110, 119, 12345, iot …' })),
  key: Type.Optional(Type.String({ maxLength: 128, description: 'What the channel itself calls the happening.' })),
  text: Type.String(),
  place: SiteSchema,
  at: Time('When it was received'),
  attachments: Type.Optional(AttachmentsSchema),
  score: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'How alike it was; absent on the first one.' })),
})
export type Link = Static<typeof LinkSchema>

/** Another incident that may be the same happening. A person decides; nothing is merged silently. */
export const LookalikeSchema = closed({
  incident: Type.String(),
  title: Type.String(),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  because: Type.Array(Type.Enum(['place', 'time', 'class', 'text', 'key'] as const), {
    description: 'What spoke for it, strongest first.',
  }),
  metres: Type.Optional(Type.Number({ description: 'How far apart, where both have a position.' })),
})
export type Lookalike = Static<typeof LookalikeSchema>

export const StandingLevelSchema = closed({
  level: LevelSchema,
  at: Time('Since when'),
  by: PersonSchema,
  reason: Type.String(),
})
export type StandingLevel = Static<typeof StandingLevelSchema>

/** One change of one of the three levels, for the band on the timeline; `to` is null where it was taken back. */
export const LevelChangeSchema = closed({
  field: Type.Enum(LEVEL_FIELDS),
  from: Type.Union([LevelSchema, Type.Null()]),
  to: Type.Union([LevelSchema, Type.Null()]),
  at: Time('When'),
})
export type LevelChange = Static<typeof LevelChangeSchema>

/** What each area brings to a sum. */
export const PartsSchema = Type.Array(closed({ area: Type.String(), value: Type.Number() }), { maxItems: 200 })

/** One criterion that was reached: `value` of `measure` is at least `min` of `level` in `rule`. */
export const FindingSchema = closed({
  rule: Type.String({ description: 'Id of the rule in the city’s table of levels.' }),
  names: NamesSchema,
  measure: Type.String(),
  measureNames: NamesSchema,
  value: Type.Number(),
  unit: Type.Optional(NamesSchema),
  numerator: Type.Optional(Type.Number({ description: 'With `denominator`, what a share was worked out from.' })),
  denominator: Type.Optional(Type.Number()),
  parts: Type.Optional(PartsSchema),
  min: Type.Number(),
  level: LevelSchema,
})
export type Finding = Static<typeof FindingSchema>

/** The event level the arithmetic comes to, with the arithmetic. A person confirms it or does not. */
export const ProposalSchema = closed({
  level: LevelSchema,
  at: Time('Since when'),
  because: Type.Array(FindingSchema, { description: 'Every criterion of the gravest level that was reached.' }),
})
export type Proposal = Static<typeof ProposalSchema>

/** A quantity levels are judged by, besides casualties: loss of power, people poisoned … */
export const MeasuredSchema = closed({
  value: Type.Number(),
  numerator: Type.Optional(Type.Number()),
  denominator: Type.Optional(Type.Number()),
  parts: Type.Optional(PartsSchema),
  source: Type.String(),
  at: Time('When'),
})
export type Measured = Static<typeof MeasuredSchema>

/**
 * Who commands. There is at most one; `term` is the fencing token: it grows with every change of commander, every order
 * carries it, and what carries an older one is refused. The lease is renewed while the commander is there.
 */
export const CommandSchema = closed({
  term: Type.Integer({ minimum: 0, description: '0 until somebody first commands.' }),
  commander: Type.Optional(PersonSchema),
  since: Type.Optional(Time('When this commander took over')),
  leaseEndsAt: Type.Optional(Time('Until when the commander is taken to be there')),
  lapsedAt: Type.Optional(Time('When the lease ran out unrenewed, until somebody commands again')),
  offer: Type.Optional(
    closed(
      { to: PersonSchema, by: PersonSchema, at: Time('When'), note: Type.Optional(Type.String()) },
      'A handover not yet taken.',
    ),
  ),
})
export type Command = Static<typeof CommandSchema>

export const HolderSchema = closed({ post: Type.Enum(POSTS), person: PersonSchema, since: Time('Since when') })
export type Holder = Static<typeof HolderSchema>

export const GroupSchema = closed({
  id: Type.String({ maxLength: 64 }),
  kind: Type.Enum(GROUP_KINDS),
  lead: Type.Optional(PersonSchema),
  departments: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 32 }),
  members: Type.Array(PersonSchema, { maxItems: 200 }),
  note: Type.Optional(Type.String({ maxLength: 200 })),
})
export type Group = Static<typeof GroupSchema>

/** What somebody says at a roll call 点名. `unreachable` is said of somebody by another. */
export const ROLL_ANSWERS = ['present', 'on-the-way', 'unable', 'unreachable'] as const
export type RollAnswer = (typeof ROLL_ANSWERS)[number]

/** A roll call: who was asked, who answered what, and so who is missing by name. */
export const RollCallSchema = closed({
  id: Type.String(),
  askedAt: Time('When'),
  by: PersonSchema,
  dueAt: Time('Until when an answer is expected'),
  asked: Type.Array(
    closed({
      person: PersonSchema,
      answer: Type.Optional(Type.Enum(ROLL_ANSWERS)),
      answeredAt: Type.Optional(Time('When')),
      note: Type.Optional(Type.String()),
      at: Type.Optional(PositionSchema),
    }),
  ),
})
export type RollCall = Static<typeof RollCallSchema>

const Count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'Persons; null is 待核.' })
export const CasualtyFiguresSchema = each(CASUALTY_FIGURES, Count)
export type CasualtyFigures = Static<typeof CasualtyFiguresSchema>

/** One version of the casualties. Versions are only ever added; one with a lower figure says why. */
export const CasualtiesSchema = closed({
  version: Type.Integer({ minimum: 1 }),
  figures: CasualtyFiguresSchema,
  source: Type.String({ description: 'Who counted: a department, 120, the hospital.' }),
  asOf: Time('The time the figures speak of'),
  at: Time('When they were given'),
  by: PersonSchema,
  reason: Type.Optional(Type.String({ description: 'Why a figure is lower than before; always there when one is.' })),
})
export type Casualties = Static<typeof CasualtiesSchema>

export const ReportFieldsSchema = each(REPORT_FIELDS, Type.Union([Type.String(), Type.Null()], { description: 'null is 待核.' }))
export type ReportFields = Static<typeof ReportFieldsSchema>

export const ReportSchema = closed({
  no: Type.Integer({ minimum: 1, description: 'Counts the reports of the incident.' }),
  kind: Type.Enum(REPORT_KINDS),
  mode: Type.Enum(REPORT_MODES),
  to: Type.String({ description: 'Who was told: 省应急厅值班室.' }),
  fields: ReportFieldsSchema,
  attachments: Type.Optional(AttachmentsSchema),
  at: Time('When'),
  by: PersonSchema,
})
export type Report = Static<typeof ReportSchema>

/** A clock for a report: it runs from the moment named by the rule and never pauses. */
export const DeadlineSchema = closed({
  id: Type.String({ description: 'Rule and how often it has come round: `general-phone#1`.' }),
  rule: Type.String(),
  names: NamesSchema,
  kind: Type.Enum(REPORT_KINDS),
  mode: Type.Optional(Type.Enum(REPORT_MODES)),
  startedAt: Time('From when it runs'),
  dueAt: Time('When it is over'),
  metAt: Type.Optional(Time('When the report was given')),
  report: Type.Optional(Type.Integer({ description: 'The report that met it.' })),
  missedAt: Type.Optional(Time('When it was noticed to be overdue; a later report still meets it, late')),
})
export type Deadline = Static<typeof DeadlineSchema>

/** What is drawn on the common map. */
export const MARK_KINDS = ['point', 'evacuation', 'closure', 'cordon', 'flood-line', 'route', 'command-post', 'note'] as const
export type MarkKind = (typeof MARK_KINDS)[number]

const Ring = Type.Array(PositionSchema, { minItems: 4, maxItems: 2000 })
/** GeoJSON in WGS84. A circle is a Point with `radiusMetres` on the mark. */
export const GeometrySchema = Type.Union([
  closed({ type: Type.Literal('Point'), coordinates: PositionSchema }),
  closed({ type: Type.Literal('LineString'), coordinates: Type.Array(PositionSchema, { minItems: 2, maxItems: 2000 }) }),
  closed({ type: Type.Literal('Polygon'), coordinates: Type.Array(Ring, { minItems: 1, maxItems: 20 }) }),
])
export type Geometry = Static<typeof GeometrySchema>

export const MarkSchema = closed({
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Made by whoever draws it first.' }),
  version: Type.Integer({ minimum: 1 }),
  kind: Type.Enum(MARK_KINDS),
  label: Type.String({ maxLength: 60 }),
  geometry: GeometrySchema,
  radiusMetres: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200_000 })),
  at: Time('When this version was drawn'),
  by: PersonSchema,
})
export type Mark = Static<typeof MarkSchema>

/** How far somebody has read the chat. */
export const ReadMarkSchema = closed({
  person: PersonSchema,
  no: Type.Integer({ minimum: 1, description: 'Number of the last message read.' }),
  at: Time('When'),
})

/** How an incident went out of the world: 结案, 撤销 (opened in error), 并入 (the same as another). */
export const IncidentOverSchema = Type.Union([
  closed({ how: Type.Literal('closed'), at: Time('When'), by: PersonSchema, note: Type.Optional(Type.String()) }),
  closed({ how: Type.Literal('withdrawn'), at: Time('When'), by: PersonSchema, reason: Type.String() }),
  closed({ how: Type.Literal('merged'), at: Time('When'), by: PersonSchema, into: Type.String() }),
])
export type IncidentOver = Static<typeof IncidentOverSchema>

/** An incident as it stands. Texts of messages are in its events; everything a screen needs at a glance is here. */
export const IncidentStateSchema = Type.Object(
  {
    number: Type.String({ description: '20260907-03: the day it was received and its number on that day.' }),
    title: Type.String(),
    class: IncidentClassSchema,
    subtype: Type.Optional(Type.String({ description: 'Id in the city’s table; absent is 待核.' })),
    place: SiteSchema,
    receivedAt: Time('接报: when it was first heard of; clocks run from here'),
    openedBy: PersonSchema,
    phase: PhaseSchema,
    phases: Type.Array(closed({ phase: PhaseSchema, at: Time('When it was entered') }), { description: 'In the order entered.' }),
    levels: closed({
      warning: Type.Optional(StandingLevelSchema),
      event: Type.Optional(StandingLevelSchema),
      response: Type.Optional(StandingLevelSchema),
    }),
    levelChanges: Type.Array(LevelChangeSchema),
    proposal: Type.Optional(ProposalSchema),
    measured: Type.Record(Type.String(), MeasuredSchema),
    links: Type.Array(LinkSchema, { description: 'Reports of the same happening, oldest first.' }),
    lookalikes: Type.Array(LookalikeSchema, { description: 'Waiting for somebody to decide.' }),
    command: CommandSchema,
    posts: Type.Array(HolderSchema),
    groups: Type.Array(GroupSchema),
    rollCall: Type.Optional(RollCallSchema),
    casualties: Type.Array(CasualtiesSchema, { description: 'All versions, oldest first.' }),
    reports: Type.Array(ReportSchema),
    deadlines: Type.Array(DeadlineSchema),
    marks: Type.Array(MarkSchema),
    messages: Type.Integer({ minimum: 0, description: 'How many were sent; also the number of the newest.' }),
    reads: Type.Array(ReadMarkSchema),
    orders: Type.Integer({ minimum: 0, description: 'How many were issued; also the number of the newest.' }),
    plans: Type.Optional(
      Type.Array(AppliedPlanSchema, { description: 'Plans it is answered by, in the order they were applied.' }),
    ),
    endedAt: Type.Optional(Time('应急结束; until 24 h later it may be re-opened')),
    over: Type.Optional(IncidentOverSchema),
  },
  { additionalProperties: false, $id: 'incident-state' },
)
export type IncidentState = Static<typeof IncidentStateSchema>

type Told<Type extends string, Body> = MatterEvent<Type, Body>

/** A step of a plan, by its name as well: a log is read without the plan. */
interface OfStep {
  readonly plan: string
  readonly step: string
  readonly names: Names
}

/** Everything that can happen to an incident, as its log tells it. */
export type IncidentEvent =
  | Told<
      'incident.opened',
      {
        readonly number: string
        readonly title: string
        readonly class: IncidentClass
        readonly subtype?: string
        readonly phase: 'monitoring' | 'first-response'
        readonly link: Link
      }
    >
  /** Another report of the same happening. */
  | Told<'incident.joined', { readonly link: Link }>
  | Told<'incident.lookalike-found', { readonly lookalike: Lookalike }>
  | Told<'incident.lookalike-dismissed', { readonly incident: string }>
  /** Its reports are those of another incident from now on; this one is over. */
  | Told<'incident.merged', { readonly into: string }>
  /** The other side of a merge: the reports that came over. */
  | Told<'incident.absorbed', { readonly incident: string; readonly links: readonly Link[] }>
  | Told<
      'incident.described',
      { readonly title?: string; readonly class?: IncidentClass; readonly subtype?: string | null; readonly place?: Site }
    >
  | Told<'incident.phase-entered', { readonly phase: Phase; readonly passed: readonly Phase[]; readonly note?: string }>
  | Told<'incident.reopened', { readonly reason: string }>
  | Told<
      'incident.level-changed',
      { readonly field: LevelField; readonly from: Level | null; readonly to: Level | null; readonly reason: string }
    >
  | Told<'incident.level-proposed', { readonly level: Level; readonly because: readonly Finding[] }>
  | Told<'incident.measured', { readonly measure: string; readonly measured: Measured }>
  | Told<'incident.command-taken', { readonly term: number; readonly commander: Person; readonly leaseEndsAt: number }>
  | Told<'incident.command-renewed', { readonly term: number; readonly leaseEndsAt: number }>
  | Told<'incident.command-lapsed', { readonly term: number }>
  | Told<'incident.handover-offered', { readonly term: number; readonly to: Person; readonly note?: string }>
  | Told<'incident.handover-ended', { readonly term: number; readonly how: 'declined' | 'withdrawn'; readonly note?: string }>
  /** Two-sided: told when the one it was offered to takes it; `term` is the new one. */
  | Told<
      'incident.handover-accepted',
      { readonly term: number; readonly from: Person; readonly commander: Person; readonly leaseEndsAt: number }
    >
  /** The lease had run out, and the deputy commands from now on. */
  | Told<'incident.deputy-promoted', { readonly term: number; readonly commander: Person; readonly leaseEndsAt: number }>
  | Told<'incident.post-given', { readonly post: Post; readonly person: Person | null }>
  | Told<'incident.group-set', { readonly group: Group }>
  | Told<'incident.group-dissolved', { readonly group: string }>
  | Told<'incident.roll-called', { readonly id: string; readonly asked: readonly Person[]; readonly dueAt: number }>
  | Told<
      'incident.roll-answered',
      { readonly id: string; readonly person: Person; readonly answer: RollAnswer; readonly note?: string; readonly at?: Position }
    >
  | Told<
      'incident.casualties-counted',
      {
        readonly version: number
        readonly figures: CasualtyFigures
        readonly source: string
        readonly asOf: number
        readonly reason?: string
      }
    >
  | Told<
      'incident.reported',
      {
        readonly no: number
        readonly kind: ReportKind
        readonly mode: ReportMode
        readonly to: string
        readonly fields: ReportFields
        readonly attachments?: readonly Attachment[]
        readonly meets: readonly string[]
      }
    >
  | Told<'incident.deadline-set', { readonly deadline: Deadline }>
  /** No longer asked for: the level that asked for it was taken back before it was due. */
  | Told<'incident.deadline-dropped', { readonly id: string }>
  | Told<'incident.deadline-missed', { readonly id: string; readonly dueAt: number }>
  | Told<
      'incident.marked',
      {
        readonly id: string
        readonly version: number
        readonly kind: MarkKind
        readonly label: string
        readonly geometry: Geometry
        readonly radiusMetres?: number
      }
    >
  | Told<'incident.unmarked', { readonly id: string; readonly version: number }>
  | Told<
      'incident.message-sent',
      { readonly no: number; readonly text: string; readonly attachments: readonly Attachment[]; readonly replyTo?: number }
    >
  | Told<'incident.messages-read', { readonly no: number }>
  /** An order of this incident was issued; `seq` counts them without a gap, so that all orders of an incident have one order. */
  | Told<
      'incident.order-issued',
      { readonly order: string; readonly seq: number; readonly term: number; readonly title: string; readonly to: string }
    >
  /** 启动预案: from now on its steps propose themselves. */
  | Told<'incident.plan-applied', Pick<AppliedPlan, 'plan' | 'names' | 'edition' | 'level'>>
  /** A step proposes itself, with the facts and figures as they were, and with the orders it would make. Nothing is issued. */
  | Told<'incident.step-proposed', ProposedStep & { readonly plan: string }>
  /** A person accepted the step; its orders were issued in the same moment. */
  | Told<'incident.step-accepted', OfStep & { readonly orders: readonly string[] }>
  | Told<'incident.step-dismissed', OfStep & { readonly reason: string }>
  | Told<'incident.plan-ended', { readonly plan: string; readonly names: Names; readonly reason: string }>
  | Told<'incident.closed', { readonly note?: string }>
  | Told<'incident.withdrawn', { readonly reason: string }>

export type IncidentEventType = IncidentEvent['type']

/** The event as it comes over the wire in a log; its body is told by its type. */
export const IncidentEventSchema = Type.Object(
  { type: Type.String(), at: Type.Integer(), actor: MatterActorSchema, body: Type.Unknown() },
  { additionalProperties: false },
)

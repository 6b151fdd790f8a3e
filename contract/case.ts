import { type Static, type TSchema, Type } from 'typebox'
import { CASE_CLOCKS, type CaseClockName } from './case-tables.ts'
import { type Attachment, AttachmentsSchema, PersonSchema, PositionSchema, type Site, SiteSchema } from './incident.ts'
import { type Matter, type MatterEvent, MatterIdSchema, MatterPlaceSchema } from './matter.ts'

/** The stages of a case that goes well, in their order. */
export const CASE_WAY = [
  'collected',
  'accepted',
  'checked',
  'filed',
  'dispatched',
  'handling',
  'handled',
  'verified',
  'closed',
  'evaluated',
] as const

/**
 * Where a case can be: 已采集 已受理 已核实 已立案 已派遣 处理中 已反馈 核查通过 已结案 已评价, and besides 不予立案 作废 并案.
 * 缓办 and 挂账 are no stages: a case is suspended where it stands, and goes on from there.
 */
export const CASE_STAGES = [...CASE_WAY, 'rejected', 'void', 'merged'] as const
export type CaseStage = (typeof CASE_STAGES)[number]

/**
 * The stages a case may go to from each; nothing else happens to it. Back from `dispatched` and `handling` to `filed` is 退回, from
 * `handled` to `handling` 返工; from `merged` a case goes back to where it was.
 */
export const CASE_FOLLOWING: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  collected: ['accepted', 'rejected', 'void', 'merged'],
  accepted: ['checked', 'filed', 'rejected', 'void', 'merged'],
  checked: ['filed', 'rejected', 'void', 'merged'],
  filed: ['dispatched', 'void', 'merged'],
  dispatched: ['handling', 'filed', 'void', 'merged'],
  handling: ['handled', 'filed', 'void', 'merged'],
  handled: ['verified', 'handling'],
  verified: ['closed'],
  closed: ['evaluated'],
  evaluated: [],
  rejected: [],
  void: [],
  merged: ['collected', 'accepted', 'checked', 'filed', 'dispatched', 'handling'],
}

/** The seven of GB/T 30428: 信息采集 案卷建立 任务派遣 任务处理 处理反馈 核查结案 综合评价. */
export const CASE_STATIONS = ['collection', 'filing', 'dispatch', 'handling', 'feedback', 'verification', 'evaluation'] as const
export type CaseStation = (typeof CASE_STATIONS)[number]

/** The stage by which each station is passed. */
export const STATION_PASSED: Readonly<Record<CaseStation, CaseStage>> = {
  collection: 'collected',
  filing: 'filed',
  dispatch: 'dispatched',
  handling: 'handling',
  feedback: 'handled',
  verification: 'closed',
  evaluation: 'evaluated',
}

/** The station a case stands at: the first it has not passed; null where nothing more is to come. */
export const STATION_OF: Readonly<Record<CaseStage, CaseStation | null>> = {
  collected: 'filing',
  accepted: 'filing',
  checked: 'filing',
  filed: 'dispatch',
  dispatched: 'handling',
  handling: 'feedback',
  handled: 'verification',
  verified: 'verification',
  closed: 'evaluation',
  evaluated: null,
  rejected: null,
  void: null,
  merged: null,
}

/** Stages in which somebody still has to do something before the case is closed: it is open. */
export const OPEN_CASE_STAGES = [
  'collected',
  'accepted',
  'checked',
  'filed',
  'dispatched',
  'handling',
  'handled',
  'verified',
] as const satisfies readonly CaseStage[]

/** What is to be done next: 待受理 待核实 待立案 待派遣 待处理 待核查 待结案 待评价 待审批 缓办挂账. Every case not over is in one of them. */
export const CASE_QUEUES = [
  'intake',
  'check',
  'filing',
  'dispatch',
  'handling',
  'verification',
  'closing',
  'evaluation',
  'requests',
  'suspended',
] as const
export type CaseQueue = (typeof CASE_QUEUES)[number]

/** 缓办 until a day; 挂账, carried on the books until it can be solved. The clock stands still meanwhile. */
export const SUSPENSIONS = ['deferred', 'carried'] as const
export type SuspensionKind = (typeof SUSPENSIONS)[number]

/** What whoever handles a case may ask of those who direct it: 延期 缓办 挂账. */
export const CASE_REQUESTS = ['extension', 'deferral', 'carrying'] as const
export type CaseRequestKind = (typeof CASE_REQUESTS)[number]

/** How a case came: reported by one of ours, by a ticket of a source, or opened from an alarm. */
export const CASE_ORIGINS = ['person', 'source', 'alarm'] as const
export type CaseOriginKind = (typeof CASE_ORIGINS)[number]

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })

export const CaseOriginSchema = closed({
  kind: Type.Enum(CASE_ORIGINS),
  id: Type.Optional(Type.String({ description: 'Of the alarm; of a ticket, the name of the source.' })),
  channel: Type.Optional(Type.String({ description: '12345, 12319, app … as the source says.' })),
  key: Type.Optional(Type.String({ description: 'What the source calls its ticket.' })),
})
export type CaseOrigin = Static<typeof CaseOriginSchema>

export const CaseStampSchema = closed({
  stage: Type.Enum(CASE_STAGES),
  at: Time('When'),
  by: PersonSchema,
  device: Type.Optional(Type.String()),
})
export type CaseStamp = Static<typeof CaseStampSchema>

/** One clock of a case. It runs while `since` is there; `spentMs` is what had passed of it by then, in its own pace. */
export const CaseClockSchema = closed({
  limitMs: Type.Integer({ minimum: 1 }),
  pace: Type.Enum(['always', 'working'] as const, { description: 'Day and night, or in working hours only.' }),
  spentMs: Type.Integer({ minimum: 0 }),
  since: Type.Optional(Time('Running since')),
  dueAt: Type.Optional(Time('When it runs out; only while it runs')),
  overdueAt: Type.Optional(Time('When it was noticed that it had run out')),
})
export type CaseClock = Static<typeof CaseClockSchema>

/** Words said about a case while it is dealt with. */
export const CaseWordSchema = closed({
  at: Time('When'),
  by: PersonSchema,
  text: Type.Optional(Type.String()),
  attachments: AttachmentsSchema,
})
export type CaseWord = Static<typeof CaseWordSchema>

/** A case as it stands: the fold of its events. */
export const CaseStateSchema = Type.Object(
  {
    number: Type.String({ description: 'Its number in the city: 20261123-000042.' }),
    origin: CaseOriginSchema,
    category: Type.String({ description: 'Category of the city; see GET /api/cases/tables.' }),
    what: Type.String({ description: 'What was seen, in the words of whoever told it.' }),
    isUrgent: Type.Boolean(),
    place: SiteSchema,
    attachments: AttachmentsSchema,
    by: Type.Optional(PersonSchema),
    supplements: Type.Array(CaseWordSchema, { description: 'What was told of it later, newest last; at most the last 20.' }),
    stage: Type.Enum(CASE_STAGES),
    queue: Type.Optional(Type.Enum(CASE_QUEUES, { description: 'What is to be done next; absent where nothing is.' })),
    stamps: Type.Array(CaseStampSchema, { description: 'Every stage it came to, in order; a stage it came back to stands again.' }),
    needsCheck: Type.Boolean({ description: 'It is looked at on the spot before it is filed 核实.' }),
    check: Type.Optional(closed({ found: Type.Boolean(), ...CaseWordSchema.properties })),
    department: Type.Optional(Type.String({ description: 'Whom it was dispatched to.' })),
    domain: Type.Optional(Type.String()),
    taker: Type.Optional(PersonSchema),
    progress: Type.Array(CaseWordSchema, { description: 'Newest last, at most the last 20; all are in the log.' }),
    answer: Type.Optional(CaseWordSchema),
    /** The newest word of whoever looked at the result: with the work sent back while it is done again, else that it holds. */
    verification: Type.Optional(CaseWordSchema),
    evaluation: Type.Optional(
      closed({
        at: Time('When'),
        by: PersonSchema,
        onTime: Type.Boolean({ description: 'The handling never ran over its time.' }),
        satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'Of whoever reported it.' })),
        note: Type.Optional(Type.String()),
      }),
    ),
    clocks: Type.Object(
      Object.fromEntries(CASE_CLOCKS.map((name) => [name, Type.Optional(CaseClockSchema)])) as {
        [Name in CaseClockName]: ReturnType<typeof Type.Optional<typeof CaseClockSchema>>
      },
      { additionalProperties: false },
    ),
    dueAt: Type.Optional(Time('When the clock that runs runs out')),
    wasLate: Type.Boolean({ description: 'Its handling ran over its time at least once.' }),
    returned: Type.Integer({ minimum: 0, description: 'How often it was sent back by those it was dispatched to 退回.' }),
    reworked: Type.Integer({ minimum: 0, description: 'How often the work had to be done again 返工.' }),
    extensions: Type.Array(
      closed({ at: Time('When'), by: PersonSchema, ms: Type.Integer({ minimum: 1 }), reason: Type.String() }),
      { description: '延期, oldest first; the time in the pace of the clock.' },
    ),
    request: Type.Optional(
      closed(
        {
          kind: Type.Enum(CASE_REQUESTS),
          at: Time('When'),
          by: PersonSchema,
          reason: Type.String(),
          ms: Type.Optional(Type.Integer({ minimum: 1, description: 'How much longer, in the pace of the clock.' })),
          until: Type.Optional(Time('Until when')),
        },
        'What those who handle it ask for; waits for an answer.',
      ),
    ),
    suspension: Type.Optional(
      closed({
        kind: Type.Enum(SUSPENSIONS),
        at: Time('Since when'),
        by: PersonSchema,
        reason: Type.String(),
        until: Type.Optional(Time('When it goes on by itself')),
      }),
    ),
    reason: Type.Optional(Type.String({ description: 'Why it was rejected or voided.' })),
    merged: Type.Optional(
      closed({
        into: Type.String(),
        number: Type.String(),
        at: Time('When'),
        by: PersonSchema,
        from: Type.Enum(CASE_STAGES, { description: 'Where it stood, and where it goes back to when they are parted.' }),
      }),
    ),
    duplicates: Type.Array(
      closed({ id: Type.String(), number: Type.String(), at: Time('When it was reported'), text: Type.String() }),
      { description: 'Cases that were the same and were merged into this one.' },
    ),
  },
  { additionalProperties: false, $id: 'case-state' },
)
export type CaseState = Static<typeof CaseStateSchema>
export type CaseMatter = Matter<CaseState, 'case'>

type Told<Type extends string, Body> = MatterEvent<Type, Body>
interface Said {
  readonly text?: string
  readonly attachments: readonly Attachment[]
}
interface Noted {
  readonly note?: string
}
interface Reasoned {
  readonly reason: string
}

/** Everything that can happen to a case. */
export type CaseEvent =
  | Told<
      'case.collected',
      {
        readonly number: string
        readonly origin: CaseOrigin
        readonly category: string
        readonly domain?: string
        readonly what: string
        readonly isUrgent: boolean
        readonly place: Site
        readonly attachments: readonly Attachment[]
      }
    >
  | Told<'case.supplemented', Said>
  | Told<
      'case.described',
      { readonly category?: string; readonly domain?: string | null; readonly place?: Site; readonly isUrgent?: boolean }
    >
  | Told<'case.accepted', Noted & { readonly needsCheck: boolean }>
  | Told<'case.checked', Said & { readonly found: boolean }>
  | Told<'case.filed', Noted>
  | Told<'case.rejected', Reasoned>
  | Told<'case.dispatched', Noted & { readonly department: string; readonly domain?: string }>
  | Told<'case.started', Noted>
  | Told<'case.progressed', Said>
  | Told<'case.answered', Said>
  | Told<'case.returned', Reasoned>
  | Told<'case.verified', Said>
  | Told<'case.reworked', Reasoned & { readonly attachments: readonly Attachment[] }>
  | Told<'case.closed', Noted>
  | Told<'case.evaluated', Noted & { readonly satisfaction?: number }>
  | Told<'case.asked', Reasoned & { readonly kind: CaseRequestKind; readonly ms?: number; readonly until?: number }>
  | Told<'case.ask-refused', Reasoned>
  | Told<'case.extended', Reasoned & { readonly ms: number }>
  | Told<'case.suspended', Reasoned & { readonly kind: SuspensionKind; readonly until?: number }>
  | Told<'case.resumed', Noted>
  | Told<'case.voided', Reasoned>
  | Told<'case.merged', Noted & { readonly into: string; readonly number: string }>
  | Told<'case.unmerged', Reasoned & { readonly from: string }>
  | Told<'case.duplicate-joined', { readonly id: string; readonly number: string; readonly at: number; readonly text: string }>
  | Told<'case.duplicate-left', Reasoned & { readonly id: string }>
  | Told<
      'case.clock-started',
      {
        readonly clock: CaseClockName
        readonly limitMs: number
        readonly pace: CaseClock['pace']
        readonly spentMs: number
        readonly dueAt: number
      }
    >
  | Told<'case.clock-stopped', { readonly clock: CaseClockName; readonly spentMs: number }>
  | Told<'case.overdue', { readonly clock: CaseClockName; readonly dueAt: number }>
export type CaseEventType = CaseEvent['type']

/** A case as a line of a list: the least that tells it from others and says what is to be done. */
export const CaseLineSchema = Type.Object(
  {
    id: MatterIdSchema,
    version: Type.Integer({ minimum: 1 }),
    number: Type.String(),
    stage: Type.Enum(CASE_STAGES),
    queue: Type.Optional(Type.Enum(CASE_QUEUES)),
    category: Type.String(),
    area: Type.String(),
    department: Type.Optional(Type.String()),
    what: Type.String({ description: 'The beginning of what was said; empty on screens of rooms.' }),
    placeText: Type.Optional(Type.String()),
    at: Type.Optional(PositionSchema),
    origin: Type.Enum(CASE_ORIGINS),
    channel: Type.Optional(Type.String()),
    isUrgent: Type.Boolean(),
    openedAt: Time('When it was reported'),
    changedAt: Time('When anything happened to it last'),
    dueAt: Type.Optional(Time('When the clock that runs runs out: overdue from then on')),
    suspended: Type.Optional(Type.Enum(SUSPENSIONS)),
    duplicates: Type.Integer({ minimum: 0 }),
    attachments: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false, $id: 'case-line' },
)
export type CaseLine = Static<typeof CaseLineSchema>

/** So much of what was said stands in a line. */
export const LINE_TEXT = 80

/** The line of a case: the same as the list gives, for cases that come live. */
export function caseLine({
  id,
  version,
  openedAt,
  changedAt,
  state,
}: Omit<CaseMatter, 'reach' | 'kind' | 'isOpen' | 'revision'>): CaseLine {
  const { number, stage, queue, category, department, what, place, origin, isUrgent, dueAt, suspension } = state
  return {
    ...{ id, version, number, stage, category, area: place.area, what: [...what].slice(0, LINE_TEXT).join('') },
    ...{ origin: origin.kind, isUrgent, openedAt, changedAt },
    ...{ duplicates: state.duplicates.length, attachments: state.attachments.length },
    ...(queue !== undefined && { queue }),
    ...(department !== undefined && { department }),
    ...(place.text !== undefined && { placeText: place.text }),
    ...(place.at && { at: place.at }),
    ...(origin.channel !== undefined && { channel: origin.channel }),
    ...(dueAt !== undefined && { dueAt }),
    ...(suspension && { suspended: suspension.kind }),
  }
}

/** `mine`: in a queue of the caller's role; reported by the caller; taken on by the caller. */
export const CASE_MINE = ['to-do', 'reported', 'taken'] as const
export type CaseMine = (typeof CASE_MINE)[number]

/** `newest` reported first, or `due` soonest first. */
export const CASE_SORTS = ['newest', 'due'] as const
export type CaseSort = (typeof CASE_SORTS)[number]

/** What to look for among cases; all of it must hold. A field given several times holds for each of its values. */
export const CASE_FILTER = {
  area: Type.Optional(Type.String({ maxLength: 32, description: 'Area code; everything below it is included.' })),
  department: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 })),
  category: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 })),
  station: Type.Optional(Type.Array(Type.Enum(CASE_STATIONS), { maxItems: 7 })),
  stage: Type.Optional(Type.Array(Type.Enum(CASE_STAGES), { maxItems: 13 })),
  queue: Type.Optional(Type.Array(Type.Enum(CASE_QUEUES), { maxItems: 10 })),
  origin: Type.Optional(Type.Array(Type.Enum(CASE_ORIGINS), { maxItems: 3 })),
  open: Type.Optional(Type.Boolean({ description: 'Only those not closed yet, or only the others.' })),
  overdue: Type.Optional(Type.Boolean({ description: 'true: only those whose clock has run out.' })),
  urgent: Type.Optional(Type.Boolean()),
  text: Type.Optional(
    Type.String({ minLength: 2, maxLength: 80, description: 'Words in the number, the text or the place; people only.' }),
  ),
  from: Type.Optional(Type.Integer({ minimum: 0, description: 'Reported at or after, epoch ms.' })),
  to: Type.Optional(Type.Integer({ minimum: 0, description: 'Reported before, epoch ms.' })),
  mine: Type.Optional(Type.Enum(CASE_MINE)),
} as const

/** GET /api/cases: lines, a page at a time. */
export const CaseQuerySchema = closed({
  ...CASE_FILTER,
  sort: Type.Optional(Type.Enum(CASE_SORTS)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: '50 by default.' })),
  after: Type.Optional(MatterPlaceSchema),
})
export type CaseQuery = Static<typeof CaseQuerySchema>
export const CaseFilterSchema = closed(CASE_FILTER)
export type CaseFilter = Static<typeof CaseFilterSchema>

export const CasePageSchema = Type.Object(
  {
    at: Type.Integer({ description: 'When this was so, epoch ms: what is due by then is overdue.' }),
    cases: Type.Array(CaseLineSchema),
    next: Type.Optional(Type.String({ description: 'For `after`, to go on; absent at the end.' })),
  },
  { additionalProperties: false, $id: 'case-page' },
)
export type CasePage = Static<typeof CasePageSchema>

const TallySchema = closed({ count: Type.Integer({ minimum: 0 }), overdue: Type.Integer({ minimum: 0 }) })
export type CaseTally = Static<typeof TallySchema>

/**
 * Answer of GET /api/cases/counts: of what the filter finds, those that are over included in `total` alone. A watch with `counts` brings
 * the same of all that are not over. Only what is there is named.
 */
export const CaseCountsSchema = Type.Object(
  {
    at: Type.Integer({ description: 'When this was so, epoch ms.' }),
    total: TallySchema,
    queues: Type.Array(closed({ queue: Type.Enum(CASE_QUEUES), ...TallySchema.properties })),
    areas: Type.Array(closed({ area: Type.String(), ...TallySchema.properties }), {
      description: 'Those not over in the parts of the area asked for, and in itself where they lie in none of them.',
    }),
    departments: Type.Array(closed({ department: Type.String(), ...TallySchema.properties }), {
      description: 'Those not over that departments have.',
    }),
  },
  { additionalProperties: false, $id: 'case-counts' },
)
export type CaseCounts = Static<typeof CaseCountsSchema>

/** Answer of GET /api/cases/queues: for every town and department what is to be done, and how much of it is overdue. */
export const CaseQueuesSchema = Type.Object(
  {
    at: Type.Integer({ description: 'When this was so, epoch ms.' }),
    queues: Type.Array(
      closed({
        area: Type.String({ description: 'The town; a wider area where a case lies in no town.' }),
        department: Type.Optional(Type.String()),
        queue: Type.Enum(CASE_QUEUES),
        ...TallySchema.properties,
      }),
    ),
  },
  { additionalProperties: false, $id: 'case-queues' },
)
export type CaseQueues = Static<typeof CaseQueuesSchema>

/** GET /api/cases/points: where the cases of a filter are, within a box of the map. */
export const CasePointsQuerySchema = closed({
  ...CASE_FILTER,
  west: Type.Number({ minimum: -180, maximum: 180 }),
  south: Type.Number({ minimum: -90, maximum: 90 }),
  east: Type.Number({ minimum: -180, maximum: 180 }),
  north: Type.Number({ minimum: -90, maximum: 90 }),
  columns: Type.Optional(
    Type.Integer({ minimum: 4, maximum: 64, description: 'Clusters in the width of the box; 24 by default.' }),
  ),
})
export type CasePointsQuery = Static<typeof CasePointsQuerySchema>

/** Up to so many cases are points; more are clusters. */
export const MOST_CASE_POINTS = 1_000

/** In columns: the n-th of each belong together. Positions are [longitude, latitude] in WGS84, to some ten centimetres. */
export const CasePointsSchema = Type.Union(
  [
    closed({
      kind: Type.Literal('points'),
      at: Time('When this was so'),
      id: Type.Array(Type.String()),
      lon: Type.Array(Type.Number()),
      lat: Type.Array(Type.Number()),
      stage: Type.Array(Type.Enum(CASE_STAGES)),
      overdue: Type.Array(Type.Boolean()),
      urgent: Type.Array(Type.Boolean()),
    }),
    closed({
      kind: Type.Literal('clusters'),
      at: Time('When this was so'),
      lon: Type.Array(Type.Number()),
      lat: Type.Array(Type.Number()),
      count: Type.Array(Type.Integer()),
      overdue: Type.Array(Type.Integer()),
    }),
  ],
  { $id: 'case-points' },
)
export type CasePoints = Static<typeof CasePointsSchema>

/** Answer of GET /api/cases/:id/lookalikes: open cases that may be the same, most alike first. */
export const CaseLookalikesSchema = Type.Object(
  {
    lookalikes: Type.Array(
      closed({
        case: CaseLineSchema,
        score: Type.Number({ minimum: 0, maximum: 1 }),
        because: Type.Array(Type.Enum(['place', 'time', 'class', 'text', 'key'] as const)),
        metres: Type.Optional(Type.Number()),
      }),
    ),
  },
  { additionalProperties: false, $id: 'case-lookalikes' },
)
export type CaseLookalikes = Static<typeof CaseLookalikesSchema>

/** GET /api/cases/score: how towns or departments did with the cases that were reported in a period (综合评价). */
export const CaseScoreQuerySchema = closed({
  by: Type.Enum(['area', 'department'] as const),
  from: Type.Integer({ minimum: 0, description: 'Reported at or after, epoch ms.' }),
  to: Type.Integer({ minimum: 0, description: 'Reported before, epoch ms.' }),
  area: Type.Optional(Type.String({ maxLength: 32 })),
})
export type CaseScoreQuery = Static<typeof CaseScoreQuerySchema>

export const CaseScoreSchema = Type.Object(
  {
    at: Type.Integer({ description: 'When this was so, epoch ms.' }),
    rows: Type.Array(
      closed({
        key: Type.String({ description: 'Area or department.' }),
        filed: Type.Integer({ description: 'Cases that were filed.' }),
        closed: Type.Integer({ description: 'Of those, closed.' }),
        onTime: Type.Integer({ description: 'Of those closed, handled in time.' }),
        overdue: Type.Integer({ description: 'Of those not closed, overdue now.' }),
        returned: Type.Integer({ description: 'Cases sent back at least once.' }),
        reworked: Type.Integer({ description: 'Cases done again at least once.' }),
        extended: Type.Integer({ description: 'Cases given more time at least once.' }),
        satisfaction: Type.Optional(Type.Number({ description: 'Mean of 1 to 5, where anybody said.' })),
      }),
    ),
  },
  { additionalProperties: false, $id: 'case-score' },
)
export type CaseScore = Static<typeof CaseScoreSchema>

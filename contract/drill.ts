import { type Static, type TSchema, Type } from 'typebox'
import { RoleSchema } from './access.ts'
import { EntityRowSchema } from './entity.ts'
import {
  IncidentClassSchema,
  LevelSchema,
  MARK_KINDS,
  PhaseSchema,
  PositionSchema,
  REPORT_KINDS,
  REPORT_MODES,
  SiteSchema,
} from './incident.ts'
import { type Names, NamesSchema } from './names.ts'
import { WARNING_COLOURS } from './warning.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const At = Type.Number({ minimum: 0, description: 'Seconds since the drill began.' })
const Area = Type.String({ maxLength: 32, description: 'Area code.' })
const Metric = Type.String({ description: 'Id of a metric.' })

/** Somebody with a part in a drill: a person who signs in, or a bot where nobody does. */
export const PlayerSchema = closed({
  id: Id,
  names: NamesSchema,
  role: RoleSchema,
  area: Type.Optional(Type.String({ description: 'Area code of the remit; the whole city unless given.' })),
  department: Type.Optional(Type.String({ description: 'The department it acts for, in the domains of that department.' })),
})
export type DrillPlayer = Static<typeof PlayerSchema>

/** What a player does. Each is done by the route and the verb that people use for it. */
export const ActionSchema = Type.Union([
  closed({
    what: Type.Literal('warn'),
    warning: Type.String({ description: 'Kind of the warning plan.' }),
    colour: Type.Enum(WARNING_COLOURS),
    areas: Type.Array(Area, { minItems: 1 }),
    headline: NamesSchema,
    circle: Type.Optional(Type.String({ description: 'A mark drawn before whose circle the warning holds for.' })),
  }),
  closed({ what: Type.Literal('open'), level: LevelSchema, text: Text(200), isExpected: Type.Optional(Type.Boolean()) }),
  closed({ what: Type.Literal('level'), to: LevelSchema }),
  closed({ what: Type.Literal('response'), level: LevelSchema }),
  closed({
    what: Type.Literal('report'),
    report: Type.Enum(REPORT_KINDS),
    mode: Type.Enum(REPORT_MODES),
    to: Text(80),
  }),
  closed({
    what: Type.Literal('order'),
    title: Text(80),
    to: Type.Union([
      closed({ department: Type.String() }),
      closed({ town: Area }),
      closed({ every: Type.Literal('town', { description: 'Each town of the city, by itself.' }) }),
    ]),
    minutes: Type.Integer({ minimum: 1 }),
  }),
  closed({ what: Type.Literal('say'), text: Text(500) }),
  closed({
    what: Type.Literal('draw'),
    mark: Id,
    as: Type.Enum(MARK_KINDS),
    label: Text(60),
    position: PositionSchema,
    metres: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  }),
  closed({
    what: Type.Literal('count'),
    dead: Type.Integer({ minimum: 0 }),
    serious: Type.Integer({ minimum: 0 }),
    minor: Type.Integer({ minimum: 0 }),
    missing: Type.Integer({ minimum: 0 }),
    source: Text(80),
  }),
  closed({
    what: Type.Literal('call-roll'),
    players: Type.Array(Id, { minItems: 1 }),
    absent: Type.Array(Id, { description: 'Those of them who cannot be reached.' }),
    minutes: Type.Integer({ minimum: 1, maximum: 120 }),
  }),
  closed({ what: Type.Literal('phase'), phase: PhaseSchema }),
  closed({
    what: Type.Literal('look-up'),
    entities: Type.String({ description: 'Kind of entity.' }),
    attribute: Type.String(),
    value: Type.String(),
  }),
])
export type DrillAction = Static<typeof ActionSchema>
export type DrillActionKind = DrillAction['what']

/** What fails, and where. */
export const FAULTS = [
  ...(['silence', 'bad-values', 'duplicates-out-of-order'] as const),
  ...(['offline', 'loss', 'slow-reader'] as const),
  ...(['kill', 'second-server'] as const),
] as const
export type DrillFault = (typeof FAULTS)[number]

/**
 * What must be true, in a form that is looked up in the record of the shadow city, on its screens, or in its audit. Every one
 * can fail: docs/drills.md says of each what it looks at.
 */
export const CheckSchema = Type.Union([
  closed({ kind: Type.Literal('one-incident'), reports: Type.Integer({ minimum: 1 }), level: Type.Optional(LevelSchema) }),
  closed({ kind: Type.Literal('channels-joined'), channels: Type.Array(Type.String(), { minItems: 2 }) }),
  closed({
    kind: Type.Literal('reported'),
    mode: Type.Optional(Type.Enum(REPORT_MODES)),
    to: Type.Optional(Type.String({ description: 'Part of whom it was given to.' })),
  }),
  closed({
    kind: Type.Literal('level-proposed'),
    level: LevelSchema,
    measure: Type.String(),
    parts: Type.Optional(Type.Boolean()),
  }),
  closed({ kind: Type.Literal('orders-acknowledged'), title: Type.String(), count: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('roll-answered') }),
  closed({ kind: Type.Literal('casualties-on-wall'), versions: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('figures-stale'), prefix: Type.String({ description: 'Of the ids of the metrics.' }) }),
  closed({ kind: Type.Literal('public-notice'), headline: Type.String() }),
  closed({ kind: Type.Literal('cap-circle'), headline: Type.String(), mark: Type.String() }),
  closed({ kind: Type.Literal('replay-equals-record') }),
  closed({ kind: Type.Literal('alarm-once'), metric: Metric, area: Area }),
  closed({ kind: Type.Literal('alarm-arrivals'), metric: Metric, area: Area, downstream: Type.Array(Area, { minItems: 1 }) }),
  closed({ kind: Type.Literal('cluster-joined'), cluster: Type.String(), channel: Type.String(), level: LevelSchema }),
  closed({ kind: Type.Literal('survives-kill'), gapSeconds: Type.Number({ exclusiveMinimum: 0 }) }),
  closed({ kind: Type.Literal('one-writer') }),
  closed({ kind: Type.Literal('backup-power-shown'), entities: Type.String(), attribute: Type.String() }),
  closed({ kind: Type.Literal('looked-up'), count: Type.Integer({ minimum: 1 }), withinMs: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('mark-on-screens'), mark: Type.String(), withinMs: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('slow-screen-alone'), behindMs: Type.Integer({ minimum: 1 }) }),
  closed({ kind: Type.Literal('commands-once') }),
  closed({ kind: Type.Literal('open-clean') }),
  closed({ kind: Type.Literal('sums-agree'), metric: Metric, untouched: Metric }),
  closed({ kind: Type.Literal('duplicates-corrected'), metric: Metric, area: Area }),
  closed({ kind: Type.Literal('bad-rows-refused'), metric: Metric, area: Area }),
])
export type DrillCheck = Static<typeof CheckSchema>
export type DrillCheckKind = DrillCheck['kind']

export const StepSchema = Type.Union([
  closed({
    at: At,
    kind: Type.Literal('observe'),
    metric: Metric,
    area: Type.String({ description: 'A reporting area, or one around several: the value is then the whole’s.' }),
    value: Type.Number(),
    ramp: Type.Number({ minimum: 0, description: 'Seconds in which the value is reached.' }),
    per: Type.Optional(
      Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('total')], {
        description: 'Of counters: the value is a rate per hour or day, or what today’s total grows by since the start.',
      }),
    ),
    quality: Type.Optional(Type.Literal('estimated')),
  }),
  closed({
    at: At,
    kind: Type.Literal('signal'),
    channel: Type.String({ maxLength: 40 }),
    place: SiteSchema,
    text: Text(200),
    repeat: Type.Integer({ minimum: 1, maximum: 200, description: 'So many calls of it, within a minute.' }),
  }),
  closed({ at: At, kind: Type.Literal('action'), player: Id, do: ActionSchema }),
  closed({
    at: At,
    kind: Type.Literal('fault'),
    target: Type.String({ description: 'feed:PREFIX of metric ids, client:NAME, or node:NAME.' }),
    fault: Type.Enum(FAULTS),
    for: Type.Number({ minimum: 0, description: 'Seconds.' }),
  }),
  closed({ at: At, kind: Type.Literal('cross-city'), player: Id, partner: NamesSchema, text: Text(200) }),
  closed({ at: At, kind: Type.Literal('media'), player: Id, text: Text(200) }),
  closed({
    at: At,
    kind: Type.Literal('things'),
    department: Type.String(),
    rows: Type.Array(Type.Omit(EntityRowSchema, ['time'])),
  }),
  closed({
    at: At,
    kind: Type.Literal('expect'),
    sentence: NamesSchema,
    deadline: Type.Number({
      minimum: 0,
      description: 'Seconds within which it must hold. 0: it must hold now and at every moment until the end.',
    }),
    basis: Type.String({ description: 'The rule or the practice it follows from.' }),
    note: Type.Optional(Type.String({ description: 'Why it is counted from this moment.' })),
    check: CheckSchema,
  }),
])
export type DrillStep = Static<typeof StepSchema>
export type DrillStepKind = DrillStep['kind']
export type DrillStepOf<Kind extends DrillStepKind> = Extract<DrillStep, { kind: Kind }>

/** dashboards/<city>/drills/<id>.json: what happens, who does what, and what must be true. Its times are seconds since its start. */
export const DrillSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Id,
    names: NamesSchema,
    class: IncidentClassSchema,
    subtype: Type.String({ description: 'Of the city’s tables of command.' }),
    levels: closed({ initial: LevelSchema, peak: LevelSchema }),
    plan: Type.String({ description: 'The plan it rehearses.' }),
    criteria: Type.String({ description: 'By what its level is judged.' }),
    tags: Type.Array(Type.String()),
    place: { ...SiteSchema, description: 'Where it happens.' },
    startsAt: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'Time of day in the city at its start.' }),
    duration: Type.Number({ exclusiveMinimum: 0, description: 'Seconds.' }),
    background: Type.Optional(
      Type.Array(Metric, { description: 'Metrics told besides those that are moved, however fast it is played.' }),
    ),
    players: Type.Array(PlayerSchema, { minItems: 1 }),
    steps: Type.Array(StepSchema, { minItems: 1 }),
  },
  { additionalProperties: false, description: 'A drill: what happens to a shadow city, who does what, and what must be true.' },
)
export type Drill = Static<typeof DrillSchema>

/** How an expectation came out. Times are seconds since the start of the drill. */
export interface Verdict {
  readonly sentence: Names
  readonly check: DrillCheckKind
  readonly from: number
  readonly deadline: number
  readonly isMet: boolean
  /** When it came to hold; absent where it never did, or held all along. */
  readonly at?: number
  /** What was found, in a sentence. */
  readonly why: Names
}

/** What a drill came to. */
export interface DrillScore {
  readonly drill: string
  readonly verdicts: readonly Verdict[]
  /** Actions that were refused although the drill counts on them; empty where all went through. */
  readonly refused: readonly string[]
  /** Seconds it lasted in the shadow city, and by the clock on the wall. */
  readonly seconds: number
  readonly wallSeconds: number
}

export function isPassed({ verdicts, refused }: Pick<DrillScore, 'verdicts' | 'refused'>): boolean {
  return refused.length === 0 && verdicts.length > 0 && verdicts.every(({ isMet }) => isMet)
}

import { type Static, type TSchema, Type } from 'typebox'
import { ActionSchema, type DrillActionKind, FAULTS, PlayerSchema } from './drill.ts'
import { IncidentClassSchema, LevelSchema, SiteSchema } from './incident.ts'
import { NamesSchema } from './names.ts'

/** Where a drill that was started from a desk stands. The last four are its ends. */
export const RUN_STAGES = ['preparing', 'playing', 'paused', 'finished', 'stopped', 'failed', 'lost'] as const
export type RunStage = (typeof RUN_STAGES)[number]

/** True for a run that goes on, or may. */
export function isUnderWay(stage: RunStage): boolean {
  return stage === 'preparing' || stage === 'playing' || stage === 'paused'
}

/** How many seconds of a drill pass in one; `max`: as fast as it can be followed. */
export const RUN_SPEEDS = ['1', '5', '10', '30', '60', '600', 'max'] as const
export type RunSpeed = (typeof RUN_SPEEDS)[number]

/** What whoever answers an order does about it, in the order it is done. */
export const ANSWER_VERBS = ['delivered', 'acknowledge', 'start', 'done', 'verify'] as const
export type AnswerVerb = (typeof ANSWER_VERBS)[number]

const ACTION_KINDS = ActionSchema.anyOf.map(({ properties }) => properties.what.const) as [DrillActionKind, ...DrillActionKind[]]

const Player = Type.String({ description: 'Id of the player.' })
const At = Type.Number({ description: 'Seconds since the drill began.' })

function closed<Fields extends Record<string, TSchema>>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false })
}

/** Something that happened in a drill, at a second of it. `text` is as the script or the record has it. */
export const HappeningSchema = Type.Union([
  closed({ at: At, kind: Type.Literal('signal'), channel: Type.String(), text: Type.String(), area: Type.String() }),
  closed({ at: At, kind: Type.Literal('action'), player: Player, what: Type.Enum(ACTION_KINDS) }),
  closed({ at: At, kind: Type.Literal('answer'), player: Player, verb: Type.Enum(ANSWER_VERBS), order: Type.String() }),
  closed({ at: At, kind: Type.Literal('roll'), player: Player }),
  closed({ at: At, kind: Type.Literal('message'), player: Player, text: Type.String() }),
  closed({ at: At, kind: Type.Literal('things'), department: Type.String(), count: Type.Integer() }),
  closed({ at: At, kind: Type.Literal('fault'), fault: Type.Enum(FAULTS), target: Type.String(), isOver: Type.Boolean() }),
  /** A part of a person came up; nobody does it for them. */
  closed({ at: At, kind: Type.Literal('yours'), player: Player, what: Type.String() }),
  /** Something the drill counts on was refused. */
  closed({ at: At, kind: Type.Literal('refused'), what: Type.String(), why: Type.String() }),
])
export type Happening = Static<typeof HappeningSchema>
export type HappeningKind = Happening['kind']

/** How an expectation stands. Times are seconds since the drill began. */
export const ExpectationSchema = closed({
  sentence: NamesSchema,
  basis: Type.String(),
  from: Type.Number(),
  deadline: Type.Number({ description: 'Seconds after `from` within which it must hold; 0: from then on until the end.' }),
  state: Type.Enum(['open', 'met', 'missed']),
  at: Type.Optional(Type.Number({ description: 'When it was found to hold, or not to.' })),
  why: Type.Optional({ ...NamesSchema, description: 'What was found, in a sentence.' }),
})
export type Expectation = Static<typeof ExpectationSchema>

/** Happenings of a run that are kept; the oldest go first. */
export const MOST_HAPPENINGS = 600

const RunHeadFields = {
  id: Type.String(),
  drill: Type.String(),
  names: NamesSchema,
  stage: Type.Enum(RUN_STAGES),
  by: closed({ id: Type.String(), name: Type.String() }),
  speed: Type.Enum(RUN_SPEEDS),
  people: Type.Array(Type.String(), { description: 'Players whose parts people play; bots play all others.' }),
  startedAt: Type.Integer({ description: 'Epoch ms, by the clock of the real city.' }),
  endedAt: Type.Union([Type.Integer(), Type.Null()]),
  seconds: Type.Number({ description: 'Seconds of the drill that have passed.' }),
  duration: Type.Number({ description: 'Seconds it lasts.' }),
  met: Type.Integer(),
  missed: Type.Integer(),
  open: Type.Integer(),
  refused: Type.Integer({ description: 'Actions the drill counts on that were refused.' }),
}

/** A run as a list shows it. */
export const DrillRunHeadSchema = closed(RunHeadFields)
export type DrillRunHead = Static<typeof DrillRunHeadSchema>

/** A drill played from a desk: how far it is, what happened, what was expected and how that came out. */
export const DrillRunSchema = closed({
  ...RunHeadFields,
  cityAt: Type.Union([Type.Integer(), Type.Null()], { description: 'The time in the shadow city at its start, epoch ms.' }),
  url: Type.Union([Type.String(), Type.Null()], { description: 'Where its displays are open; null where they are not.' }),
  fault: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed, in a sentence.' }),
  expectations: Type.Array(ExpectationSchema),
  happened: Type.Array(HappeningSchema, { description: 'Oldest first.' }),
})
export type DrillRun = Static<typeof DrillRunSchema>

/** Of a drill, what somebody reads before starting it. */
export const DrillHeadSchema = closed({
  id: Type.String(),
  names: NamesSchema,
  class: IncidentClassSchema,
  levels: closed({ initial: LevelSchema, peak: LevelSchema }),
  place: SiteSchema,
  startsAt: Type.String({ description: 'Time of day in the city at its start, HH:MM.' }),
  duration: Type.Number({ description: 'Seconds.' }),
  players: Type.Array(PlayerSchema),
  counts: closed({
    signals: Type.Integer({ description: 'Calls that come in.' }),
    actions: Type.Integer(),
    figures: Type.Integer({ description: 'Figures that are moved.' }),
    faults: Type.Integer(),
  }),
  course: Type.Array(HappeningSchema, { description: 'What the script lets happen, in its order.' }),
  expectations: Type.Array(ExpectationSchema),
})
export type DrillHead = Static<typeof DrillHeadSchema>

/** Answer of GET /api/drills: what can be played here, and what was. */
export const DrillsAnswerSchema = closed({
  drills: Type.Array(DrillHeadSchema),
  runs: Type.Array(DrillRunHeadSchema, { description: 'Newest first.' }),
})
export type DrillsAnswer = Static<typeof DrillsAnswerSchema>

/** POST /api/drill-runs. */
export const StartDrillSchema = closed({
  drill: Type.String({ maxLength: 64 }),
  speed: Type.Enum(RUN_SPEEDS),
  people: Type.Array(Type.String({ maxLength: 64 }), {
    maxItems: 100,
    description: 'Players whose parts people play; bots play all others.',
  }),
})
export type StartDrill = Static<typeof StartDrillSchema>

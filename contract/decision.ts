import { type Static, type TSchema, Type } from 'typebox'
import { commandSchema } from './command.ts'
import { type Person, PersonSchema } from './incident.ts'
import { TermSchema } from './incident-commands.ts'
import { type Matter, type MatterEvent, MatterIdSchema } from './matter.ts'
import { AddressSchema } from './order.ts'
import { PointSchema } from './point.ts'
import { SENSITIVITIES } from './sensitivity.ts'
import { SeriesRefSchema } from './series.ts'

/**
 * Where a decision is on its way: asked 待决, taken 已决, its outcome worked out 已评, or out of the world before that: replaced
 * by a newer one 被替代, withdrawn 撤回.
 */
export const DECISION_STAGES = ['open', 'decided', 'scored', 'superseded', 'withdrawn'] as const
export type DecisionStage = (typeof DECISION_STAGES)[number]

/** Most options, most series and most matters of one card: what people can weigh at once. */
export const MOST_OPTIONS = 6
export const MOST_EVIDENCE = 24

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })
const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })
const OptionId = Type.String({ pattern: '^[a-z0-9-]{1,16}$', description: 'Made by whoever asks: `a`, `b` …' })
const Account = Type.String({ minLength: 1, maxLength: 64, description: 'Account.' })

/** The order that an option comes to, should it be taken: issued in the same step, with the deciding person as its sender. */
const OptionOrderSchema = closed({
  title: Text(80),
  to: Type.Array(AddressSchema, { minItems: 1, maxItems: 20 }),
  slaMinutes: Type.Integer({ minimum: 1, maximum: 43_200 }),
})

export const DecisionOptionSchema = closed({
  id: OptionId,
  title: Text(80),
  expected: Type.Optional(Text(300, 'What is expected to follow of it.')),
  order: Type.Optional(OptionOrderSchema),
})
export type DecisionOption = Static<typeof DecisionOptionSchema>

/** Kinds of matter a decision may rest on. */
export const EVIDENCE_KINDS = ['alarm', 'warning', 'incident', 'order', 'decision'] as const

/** A matter as it was when it was put forward: what all its events up to that version came to, by their digest. */
export const EvidenceMatterSchema = closed({
  kind: Type.Enum(EVIDENCE_KINDS),
  id: MatterIdSchema,
  version: Type.Integer({ minimum: 1 }),
  digest: Type.String({ description: 'SHA-256 of its events up to that version, base64url.' }),
})
export type EvidenceMatter = Static<typeof EvidenceMatterSchema>

/** What a decision rests on, as the record knew it at a revision: the data themselves, so that anybody can look it up again. */
export const EvidenceSchema = closed({
  at: Time('When it was frozen'),
  revision: Type.Integer({ minimum: 0, description: 'The newest revision of the figures then.' }),
  points: Type.Array(PointSchema),
  matters: Type.Array(EvidenceMatterSchema),
})
export type Evidence = Static<typeof EvidenceSchema>

/** Which way a figure must lie for a decision to have been right. */
export const SCORE_DIRECTIONS = ['at-least', 'at-most'] as const
export type ScoreDirection = (typeof SCORE_DIRECTIONS)[number]

const FOLLOW_UP = {
  metric: Type.String({ maxLength: 80 }),
  area: Type.String({ maxLength: 32 }),
  direction: Type.Enum(SCORE_DIRECTIONS),
  target: Type.Number(),
  at: Time('When it is judged: by the newest window of the metric that is over then'),
} as const

/** What the outcome is measured by, and when: named before anybody decides. */
export const FollowUpSchema = closed(FOLLOW_UP)
export type FollowUp = Static<typeof FollowUpSchema>

export const SCORE_OUTCOMES = ['met', 'missed', 'no-data'] as const
export type ScoreOutcome = (typeof SCORE_OUTCOMES)[number]

/** How it came out, worked out from the record. `point` is the figure it was judged by; null where there was none. */
export const DecisionScoreSchema = closed({
  outcome: Type.Enum(SCORE_OUTCOMES),
  point: Type.Union([PointSchema, Type.Null()]),
  revision: Type.Integer({ minimum: 0, description: 'The newest revision of the figures when it was judged.' }),
  at: Time('When'),
})
export type DecisionScore = Static<typeof DecisionScoreSchema>

export const CONSULTED_ANSWERS = ['agree', 'disagree'] as const
export type ConsultedAnswer = (typeof CONSULTED_ANSWERS)[number]

/** Somebody whose word was asked for, and what it was. */
export const ConsultedSchema = closed({
  person: PersonSchema,
  answer: Type.Optional(Type.Enum(CONSULTED_ANSWERS)),
  words: Type.Optional(Type.String()),
  at: Type.Optional(Time('When')),
})
export type Consulted = Static<typeof ConsultedSchema>

/** A decision as it stands. What it asks and what it rests on never change; another question is another card. */
export const DecisionStateSchema = Type.Object(
  {
    incident: Type.Optional(Type.String({ description: 'Id of the incident; absent for one of ordinary business.' })),
    area: Type.String({ description: 'Area code.' }),
    sensitivity: Type.Optional(Type.Enum(SENSITIVITIES, { description: 'That of the most sensitive figure it rests on.' })),
    question: Type.String(),
    context: Type.Optional(Type.String()),
    options: Type.Array(DecisionOptionSchema),
    recommended: Type.Optional(OptionId),
    evidence: EvidenceSchema,
    consulted: Type.Array(ConsultedSchema),
    by: PersonSchema,
    at: Time('When it was put forward'),
    dueAt: Time('Until when it must be taken'),
    overdueAt: Type.Optional(Time('When it was noticed that nobody had decided in time')),
    stage: Type.Enum(DECISION_STAGES),
    decided: Type.Optional(
      closed({
        option: OptionId,
        by: PersonSchema,
        at: Time('When'),
        words: Type.Optional(Type.String()),
        term: Type.Optional(Type.Integer({ description: 'The fencing token of the command it was taken under.' })),
        orders: Type.Array(Type.String(), { description: 'Ids of the orders that were issued with it.' }),
      }),
    ),
    followUp: Type.Optional(FollowUpSchema),
    score: Type.Optional(DecisionScoreSchema),
    notedAt: Type.Optional(Time('When those who decided took note of how it came out')),
    supersedes: Type.Optional(Type.String()),
    supersededBy: Type.Optional(Type.String()),
    withdrawn: Type.Optional(Type.String({ description: 'Why it was withdrawn.' })),
  },
  { additionalProperties: false, $id: 'decision-state' },
)
export type DecisionState = Static<typeof DecisionStateSchema>
export type DecisionMatter = Matter<DecisionState, 'decision'>

type Told<Type extends string, Body> = MatterEvent<Type, Body>

/** Everything that can happen to a decision. */
export type DecisionEvent =
  | Told<
      'decision.proposed',
      Pick<DecisionState, 'area' | 'question' | 'options' | 'evidence' | 'dueAt'> &
        Partial<Pick<DecisionState, 'incident' | 'sensitivity' | 'context' | 'recommended' | 'followUp' | 'supersedes'>> & {
          readonly consulted: readonly Person[]
        }
    >
  | Told<'decision.answered', { readonly answer: ConsultedAnswer; readonly words?: string }>
  | Told<
      'decision.decided',
      { readonly option: string; readonly words?: string; readonly term?: number; readonly orders: readonly string[] }
    >
  | Told<'decision.overdue', { readonly dueAt: number }>
  | Told<'decision.scored', Omit<DecisionScore, 'at'>>
  | Told<'decision.noted', Record<never, never>>
  | Told<'decision.superseded', { readonly by: string }>
  | Told<'decision.withdrawn', { readonly reason: string }>
export type DecisionEventType = DecisionEvent['type']

/**
 * POST /api/decisions: puts a question forward. The series and matters it names are read from the record at that moment and
 * stand in the card for ever. `supersedes` ends an earlier card.
 */
export const ProposeDecisionSchema = commandSchema({
  incident: Type.Optional(MatterIdSchema),
  area: Type.Optional(Type.String({ maxLength: 32, description: 'Where it is about; that of the incident, if there is one.' })),
  question: Text(120),
  context: Type.Optional(Text(1000)),
  options: Type.Array(DecisionOptionSchema, { minItems: 2, maxItems: MOST_OPTIONS }),
  recommended: Type.Optional(OptionId),
  evidence: closed({
    series: Type.Array(SeriesRefSchema, { maxItems: MOST_EVIDENCE }),
    matters: Type.Array(closed({ kind: Type.Enum(EVIDENCE_KINDS), id: MatterIdSchema }), { maxItems: MOST_EVIDENCE }),
  }),
  consult: Type.Optional(Type.Array(Account, { maxItems: 30, uniqueItems: true })),
  withinMinutes: Type.Integer({ minimum: 1, maximum: 43_200, description: 'How soon it must be decided.' }),
  followUp: Type.Optional(FollowUpSchema),
  supersedes: Type.Optional(MatterIdSchema),
})
export type ProposeDecision = Static<typeof ProposeDecisionSchema>

/** POST /api/decisions/:id/answer: for whoever is consulted; the last word counts, until it is decided. */
export const AnswerDecisionSchema = commandSchema({
  answer: Type.Enum(CONSULTED_ANSWERS),
  words: Type.Optional(Text(300)),
})
/** POST /api/decisions/:id/decide: `term` is needed where there is an incident; the order of the option goes out with it. */
export const TakeDecisionSchema = commandSchema({
  option: OptionId,
  words: Type.Optional(Text(300)),
  term: Type.Optional(TermSchema),
})
/** POST /api/decisions/:id/note: how it came out has been taken note of; until then it is put before those who decided. */
export const NoteDecisionSchema = commandSchema({})
/** POST /api/decisions/:id/withdraw: the question has gone away before it was decided. */
export const WithdrawDecisionSchema = commandSchema({ reason: Text(300) })

/** What the record says today of a figure that was frozen. */
export const CheckedPointSchema = closed({
  frozen: PointSchema,
  isSame: Type.Boolean({ description: 'The record says the same for that revision.' }),
  now: Type.Union([PointSchema, Type.Null()], { description: 'The same window as it is known today.' }),
})
export const CheckedMatterSchema = closed({
  frozen: EvidenceMatterSchema,
  isSame: Type.Boolean({ description: 'Its events up to that version are the same.' }),
  version: Type.Union([Type.Integer(), Type.Null()], { description: 'The version it has come to; null where it is not found.' }),
})

/** GET /api/decisions/:id/evidence: the frozen evidence held against the record. */
export const EvidenceCheckSchema = Type.Object(
  {
    at: Time('When it was held against the record'),
    revision: Type.Integer({ minimum: 0 }),
    isIntact: Type.Boolean({ description: 'Everything is in the record as it stands in the card.' }),
    points: Type.Array(CheckedPointSchema),
    matters: Type.Array(CheckedMatterSchema),
  },
  { additionalProperties: false, $id: 'evidence-check' },
)
export type EvidenceCheck = Static<typeof EvidenceCheckSchema>

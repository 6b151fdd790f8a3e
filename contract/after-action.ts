import { type Static, type TSchema, Type } from 'typebox'
import { DECISION_STAGES, DecisionScoreSchema, FollowUpSchema } from './decision.ts'
import {
  CasualtiesSchema,
  IncidentClassSchema,
  LEVEL_FIELDS,
  LevelSchema,
  PhaseSchema,
  REPORT_KINDS,
  REPORT_MODES,
} from './incident.ts'
import { NamesSchema } from './names.ts'
import { ORDER_STAGES, ResourceSchema } from './order.ts'
import { WARNING_COLOURS, WARNING_PHASES } from './warning.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })
const Span = (description: string) => Type.Integer({ description: `${description}, ms.` })

/** What a line of the timeline is about. */
export const REVIEW_KINDS = ['incident', 'order', 'decision', 'warning'] as const
export type ReviewKind = (typeof REVIEW_KINDS)[number]

/** One line of the timeline, in both languages: the page, the paper and the export say the same. */
export const ReviewLineSchema = closed({
  at: Time('When'),
  revision: Type.Integer({ description: 'The revision that told it: the moment can be looked back at.' }),
  kind: Type.Enum(REVIEW_KINDS),
  id: Type.String(),
  type: Type.String({ description: 'The event, as the log names it.' }),
  words: NamesSchema,
})
export type ReviewLine = Static<typeof ReviewLineSchema>

/** How a report deadline came out: met in time, met late, missed, or still running. */
export const DEADLINE_OUTCOMES = ['met', 'late', 'missed', 'running'] as const
export type DeadlineOutcome = (typeof DEADLINE_OUTCOMES)[number]

const ReviewDeadlineSchema = closed({
  id: Type.String(),
  names: NamesSchema,
  kind: Type.Enum(REPORT_KINDS),
  mode: Type.Optional(Type.Enum(REPORT_MODES)),
  startedAt: Time('From when it ran'),
  dueAt: Time('When it was over'),
  metAt: Type.Optional(Time('When the report was given')),
  outcome: Type.Enum(DEADLINE_OUTCOMES),
  lateMs: Type.Optional(Span('How late the report was, or is by now')),
})
export type ReviewDeadline = Static<typeof ReviewDeadlineSchema>

const ReviewOrderSchema = closed({
  id: Type.String(),
  seq: Type.Optional(Type.Integer()),
  title: Type.String(),
  to: NamesSchema,
  stage: Type.Enum(ORDER_STAGES),
  issuedAt: Type.Optional(Time('When')),
  deliveredMs: Type.Optional(Span('From its issue to its first device')),
  acknowledgedMs: Type.Optional(Span('From its issue to somebody taking it on')),
  doneMs: Type.Optional(Span('From its issue to its result')),
  slaMs: Span('How long it was given'),
  isOverdue: Type.Boolean({ description: 'It took longer than it was given, or has taken longer by now.' }),
  returned: Type.Integer({ description: 'How often the work was sent back.' }),
})
export type ReviewOrder = Static<typeof ReviewOrderSchema>

/** Orders added up, all of them or those of one addressee. A median is there where at least one order has come so far. */
const OrderStatisticsSchema = closed({
  orders: Type.Integer(),
  medianDeliveredMs: Type.Optional(Span('Median from issue to delivery')),
  medianAcknowledgedMs: Type.Optional(Span('Median from issue to acknowledgement')),
  medianDoneMs: Type.Optional(Span('Median from issue to result')),
  done: Type.Integer(),
  failed: Type.Integer(),
  refused: Type.Integer(),
  overdue: Type.Integer(),
  returned: Type.Integer(),
  open: Type.Integer({ description: 'Without a result.' }),
})
export type OrderStatistics = Static<typeof OrderStatisticsSchema>

const ReviewDecisionSchema = closed({
  id: Type.String(),
  question: Type.String(),
  stage: Type.Enum(DECISION_STAGES),
  by: Type.String(),
  at: Time('When it was put forward'),
  dueAt: Time('Until when it was to be taken'),
  option: Type.Optional(Type.String({ description: 'What was decided.' })),
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Time('When')),
  lateMs: Type.Optional(Span('How much too late')),
  agreed: Type.Array(Type.String()),
  disagreed: Type.Array(Type.String()),
  silent: Type.Array(Type.String()),
  evidence: closed({ revision: Type.Integer(), points: Type.Integer(), matters: Type.Integer() }),
  followUp: Type.Optional(FollowUpSchema),
  score: Type.Optional(DecisionScoreSchema),
})
export type ReviewDecision = Static<typeof ReviewDecisionSchema>

/**
 * The after-action report of an incident 复盘, running or over, composed by a pure function from the events of the record up to a
 * revision: whoever composes it again for that revision gets the same, to the last bit.
 */
export const AfterActionSchema = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, description: 'The report is as the record knew it at this revision.' }),
    at: Time('When that revision was told'),
    incident: closed({
      id: Type.String(),
      number: Type.String(),
      title: Type.String(),
      class: IncidentClassSchema,
      subtype: Type.Optional(Type.String()),
      area: NamesSchema,
      place: Type.Optional(Type.String()),
      position: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
      receivedAt: Time('When it was first heard of'),
      endedAt: Type.Optional(Time('When the emergency ended')),
      overAt: Type.Optional(Time('When it was closed, withdrawn or merged')),
      how: Type.Optional(Type.Enum(['closed', 'withdrawn', 'merged'] as const)),
      phase: PhaseSchema,
      durationMs: Span('From first hearing of it to its end, or to the revision'),
      links: Type.Integer({ description: 'Reports of the same happening.' }),
      messages: Type.Integer(),
    }),
    commanders: Type.Array(
      closed({ term: Type.Integer(), name: Type.String(), from: Time('Since when'), to: Type.Optional(Time('Until when')) }),
    ),
    phases: Type.Array(closed({ phase: PhaseSchema, from: Time('Since when'), to: Type.Optional(Time('Until when')) })),
    levels: Type.Array(
      closed({
        field: Type.Enum(LEVEL_FIELDS),
        level: LevelSchema,
        from: Time('Since when'),
        to: Type.Optional(Time('Until when')),
        by: Type.String(),
        reason: Type.String(),
      }),
      { description: 'Every level that stood, and how long.' },
    ),
    reports: Type.Array(
      closed({
        no: Type.Integer(),
        kind: Type.Enum(REPORT_KINDS),
        mode: Type.Enum(REPORT_MODES),
        to: Type.String(),
        at: Time('When'),
        unknown: Type.Integer({ description: 'Fields nobody knew yet.' }),
      }),
    ),
    deadlines: Type.Array(ReviewDeadlineSchema),
    orders: Type.Array(ReviewOrderSchema),
    statistics: OrderStatisticsSchema,
    byAddressee: Type.Array(closed({ to: NamesSchema, statistics: OrderStatisticsSchema })),
    casualties: Type.Array(CasualtiesSchema),
    decisions: Type.Array(ReviewDecisionSchema),
    resources: Type.Array(
      closed({
        resource: ResourceSchema,
        order: Type.String(),
        orderTitle: Type.String(),
        from: Time('When it was taken'),
        to: Type.Optional(Time('When it was free again')),
        overcommitted: Type.Optional(Type.String({ description: 'Why it was taken though another order had it.' })),
      }),
    ),
    warnings: Type.Array(
      closed({
        id: Type.String(),
        headline: NamesSchema,
        colour: Type.Optional(Type.Enum(WARNING_COLOURS)),
        phase: Type.Enum(WARNING_PHASES),
        isOwn: Type.Boolean({ description: 'Issued here, not taken in from elsewhere.' }),
        from: Time('When it took effect'),
        to: Time('When it ended or was to end'),
      }),
      { description: 'Those of the place and time of the incident.' },
    ),
    rolls: Type.Array(closed({ at: Time('When'), asked: Type.Integer(), present: Type.Integer(), missing: Type.Integer() })),
    timeline: Type.Array(ReviewLineSchema, { description: 'Oldest first.' }),
  },
  { additionalProperties: false, $id: 'after-action' },
)
export type AfterAction = Static<typeof AfterActionSchema>

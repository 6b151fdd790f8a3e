import { type Static, Type } from 'typebox'
import { commandSchema } from './command.ts'
import {
  AttachmentsSchema,
  CASUALTY_FIGURES,
  GeometrySchema,
  GROUP_KINDS,
  IncidentClassSchema,
  LEVEL_FIELDS,
  LevelSchema,
  MARK_KINDS,
  ORIGIN_KINDS,
  PhaseSchema,
  POSTS,
  PositionSchema,
  REPORT_FIELDS,
  REPORT_KINDS,
  REPORT_MODES,
  ROLL_ANSWERS,
  SiteSchema,
} from './incident.ts'
import { MatterIdSchema } from './matter.ts'

const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })
const Account = Type.String({ minLength: 1, maxLength: 64, description: 'Account.' })
const Count = Type.Union([Type.Integer({ minimum: 0, maximum: 10_000_000 }), Type.Null()])

/** The fencing token: the `command.term` the sender's screen showed when the button was pressed. */
export const TermSchema = Type.Integer({ minimum: 0, description: 'The `command.term` the sender saw; an older one is refused.' })

/**
 * POST /api/incidents: one report of something that happened. It opens an incident, or joins the one it plainly belongs to;
 * the answer's id is that of the incident. Three presses are enough: class, place, what. With `join` the sender decides.
 */
export const OpenIncidentSchema = commandSchema({
  class: IncidentClassSchema,
  subtype: Type.Optional(Type.String({ maxLength: 64 })),
  place: SiteSchema,
  what: Text(500, 'What happened, as it was said; its first sentence is the title.'),
  attachments: Type.Optional(AttachmentsSchema),
  title: Type.Optional(Text(60)),
  level: Type.Optional(LevelSchema),
  receivedAt: Type.Optional(
    Type.Integer({ description: 'When it was heard of, epoch ms; now, unless given. Never in the future.' }),
  ),
  channel: Type.Optional(Type.String({ maxLength: 40 })),
  key: Type.Optional(Type.String({ maxLength: 128, description: 'What the channel itself calls the happening.' })),
  from: Type.Optional(
    Type.Object(
      { kind: Type.Enum(ORIGIN_KINDS), id: Type.Optional(Type.String({ maxLength: 128 })) },
      { additionalProperties: false },
    ),
  ),
  isExpected: Type.Optional(Type.Boolean({ description: 'Nothing has happened yet: begin with 监测预警, not 先期处置.' })),
  join: Type.Optional(
    Type.Union([Type.Literal('never'), MatterIdSchema], { description: 'Open a new one whatever is alike, or join this one.' }),
  ),
})
export type OpenIncident = Static<typeof OpenIncidentSchema>

/** POST /api/incidents/:id/describe: puts title, class, subtype or place right. */
export const DescribeIncidentSchema = commandSchema({
  title: Type.Optional(Text(60)),
  class: Type.Optional(IncidentClassSchema),
  subtype: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
  place: Type.Optional(SiteSchema),
})

/** POST /api/incidents/:id/lookalikes: is that other incident the same happening? `same` merges the younger into the older. */
export const JudgeLookalikeSchema = commandSchema({ incident: MatterIdSchema, verdict: Type.Enum(['same', 'different'] as const) })

/** POST /api/incidents/:id/phase: the next phase; the end of the emergency takes the response level back. */
export const EnterPhaseSchema = commandSchema({ phase: PhaseSchema, term: TermSchema, note: Type.Optional(Text(500)) })

/** POST /api/incidents/:id/reopen: within 24 h of its end. */
export const ReopenIncidentSchema = commandSchema({ reason: Text(500) })

/**
 * POST /api/incidents/:id/level: changes one of the three levels. `from` is what the sender saw: where another was quicker
 * the answer is 409 `incident/changed`, and the present level is in its sentence.
 */
export const ChangeLevelSchema = commandSchema({
  field: Type.Enum(LEVEL_FIELDS),
  from: Type.Union([LevelSchema, Type.Null()]),
  to: Type.Union([LevelSchema, Type.Null()]),
  reason: Text(500),
  term: TermSchema,
})

/** POST /api/incidents/:id/measures: a quantity levels are judged by; a share is given by its two parts. */
export const MeasureSchema = commandSchema({
  measure: Type.String({ maxLength: 64, description: 'Id in the city’s table of levels.' }),
  value: Type.Optional(Type.Number({ minimum: 0 })),
  numerator: Type.Optional(Type.Number({ minimum: 0 })),
  denominator: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  source: Text(80),
})

/** POST /api/incidents/:id/command/take: where nobody commands, or the lease is over and there is no deputy. */
export const TakeCommandSchema = commandSchema({
  term: TermSchema,
  post: Type.Optional(Type.String({ maxLength: 40, description: 'What the commander is in ordinary life, shown on walls.' })),
})
/** POST /api/incidents/:id/command/renew: the commander is there. */
export const RenewCommandSchema = commandSchema({ term: TermSchema })
/** POST /api/incidents/:id/command/offer: the commander offers command to another. */
export const OfferCommandSchema = commandSchema({ term: TermSchema, to: Account, note: Type.Optional(Text(500)) })
/** POST /api/incidents/:id/command/answer: the other accepts or declines; the commander may withdraw the offer. */
export const AnswerOfferSchema = commandSchema({
  term: TermSchema,
  answer: Type.Enum(['accept', 'decline', 'withdraw'] as const),
  note: Type.Optional(Text(500)),
  post: Type.Optional(Type.String({ maxLength: 40 })),
})

/** POST /api/incidents/:id/posts: gives a post to a person, or takes it back (`person: null`). One person for each post. */
export const GivePostSchema = commandSchema({
  post: Type.Enum(POSTS),
  person: Type.Union([Account, Type.Null()]),
  title: Type.Optional(Type.String({ maxLength: 40, description: 'What the person is in ordinary life.' })),
  term: TermSchema,
})

/** POST /api/incidents/:id/groups: forms a group, or changes the one of this id. */
export const SetGroupSchema = commandSchema({
  group: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Made by whoever forms it.' }),
  kind: Type.Enum(GROUP_KINDS),
  lead: Type.Optional(Account),
  departments: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 32, uniqueItems: true }),
  members: Type.Array(Account, { maxItems: 200, uniqueItems: true }),
  note: Type.Optional(Text(200)),
  term: TermSchema,
})
/** POST /api/incidents/:id/groups/dissolve */
export const DissolveGroupSchema = commandSchema({ group: Type.String({ maxLength: 64 }), term: TermSchema })

/** POST /api/incidents/:id/roll-call: asks the commander's people, or those named, whether they are there. */
export const CallRollSchema = commandSchema({
  people: Type.Optional(
    Type.Array(Account, { maxItems: 300, uniqueItems: true, description: 'Everyone with a post or in a group, unless given.' }),
  ),
  withinMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 120, description: '5 unless given.' })),
})
/** POST /api/incidents/:id/roll-call/answer: for oneself; with `person`, somebody says that another cannot be reached. */
export const AnswerRollSchema = commandSchema({
  roll: Type.String({ maxLength: 64 }),
  answer: Type.Enum(ROLL_ANSWERS),
  person: Type.Optional(Account),
  note: Type.Optional(Text(200)),
  at: Type.Optional(PositionSchema),
})

/**
 * POST /api/incidents/:id/casualties: the next version. `after` is the version the sender saw (0 before the first): where
 * another was quicker the answer is 409 `incident/changed`. A figure lower than before needs `reason`.
 */
export const CountCasualtiesSchema = commandSchema({
  after: Type.Integer({ minimum: 0 }),
  figures: Type.Object(
    Object.fromEntries(CASUALTY_FIGURES.map((figure) => [figure, Count])) as Record<
      (typeof CASUALTY_FIGURES)[number],
      typeof Count
    >,
    {
      additionalProperties: false,
    },
  ),
  source: Text(80),
  asOf: Type.Optional(Type.Integer({ description: 'Epoch ms; now, unless given.' })),
  reason: Type.Optional(Text(200)),
})

const Field = Type.Optional(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]))
/** POST /api/incidents/:id/reports: a report that was given upward; what is left out or blank is 待核. */
export const FileReportSchema = commandSchema({
  kind: Type.Enum(REPORT_KINDS),
  mode: Type.Enum(REPORT_MODES),
  to: Text(80),
  fields: Type.Object(
    Object.fromEntries(REPORT_FIELDS.map((field) => [field, Field])) as Record<(typeof REPORT_FIELDS)[number], typeof Field>,
    {
      additionalProperties: false,
    },
  ),
  attachments: Type.Optional(AttachmentsSchema),
})

/** POST /api/incidents/:id/messages */
export const SendMessageSchema = commandSchema({
  text: Type.String({ maxLength: 2000, description: 'May be empty where something is attached.' }),
  attachments: Type.Optional(AttachmentsSchema),
  replyTo: Type.Optional(Type.Integer({ minimum: 1, description: 'Number of the message that is answered.' })),
})
/** POST /api/incidents/:id/reads: everything up to the message of this number was read. */
export const ReadMessagesSchema = commandSchema({ no: Type.Integer({ minimum: 1 }) })

/** POST /api/incidents/:id/marks: draws a mark, or its next version; `after` is the version the sender saw (0: new). */
export const DrawMarkSchema = commandSchema({
  mark: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
  after: Type.Integer({ minimum: 0 }),
  kind: Type.Enum(MARK_KINDS),
  label: Type.String({ maxLength: 60 }),
  geometry: GeometrySchema,
  radiusMetres: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200_000 })),
})
/** POST /api/incidents/:id/marks/remove */
export const RemoveMarkSchema = commandSchema({ mark: Type.String({ maxLength: 64 }), after: Type.Integer({ minimum: 1 }) })

/** POST /api/incidents/:id/close: after the review, with every order answered for. */
export const CloseIncidentSchema = commandSchema({ term: TermSchema, note: Type.Optional(Text(500)) })
/** POST /api/incidents/:id/withdraw: it was opened in error; only while nobody answers it (no response level, no order). */
export const WithdrawIncidentSchema = commandSchema({ reason: Text(500) })

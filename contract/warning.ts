import { type Static, Type } from 'typebox'
import {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_MSG_TYPES,
  CAP_RESPONSE_TYPES,
  CAP_SCOPES,
  CAP_SEVERITIES,
  CAP_STATUSES,
  CAP_URGENCIES,
  CapMessageSchema,
  CapReferenceSchema,
  CapValueSchema,
} from './cap.ts'
import { commandSchema } from './command.ts'
import { PositionSchema } from './incident.ts'
import { type Matter, MatterIdSchema } from './matter.ts'
import { NamesSchema } from './names.ts'

/**
 * The four colours of a warning (预警), the gravest first. A warning has only this ladder of its own: the level of an event and
 * the level of a response are other things, and nothing here turns one into another.
 */
export const WARNING_COLOURS = ['red', 'orange', 'yellow', 'blue'] as const
export type WarningColour = (typeof WARNING_COLOURS)[number]

/**
 * How a warning stands.
 *
 *   in-force ──▶ cancelled | expired | replaced      (an update of an expired one puts it in force again)
 *
 * `replaced`: another warning took its place, and refers to it.
 */
export const WARNING_PHASES = ['in-force', 'expired', 'cancelled', 'replaced'] as const
export type WarningPhase = (typeof WARNING_PHASES)[number]

const Instant = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })

/** What somebody answered to a message of ours: received, or refused with a reason. */
export const WarningReplySchema = Type.Object(
  {
    msgType: Type.Enum(['Ack', 'Error'] as const),
    sender: Type.String(),
    identifier: Type.String(),
    at: Instant('When it was sent'),
    note: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type WarningReply = Static<typeof WarningReplySchema>

/** A message in the life of a warning, as others refer to it. */
export const WarningMessageSchema = Type.Object(
  { ...CapReferenceSchema.properties, msgType: Type.Enum(CAP_MSG_TYPES), note: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
export type WarningMessage = Static<typeof WarningMessageSchema>

/** A warning as it stands: what its newest message says, and how it came to that. */
export const WarningStateSchema = Type.Object(
  {
    origin: Type.Enum(['own', 'source'] as const, { description: 'Issued here, or taken in from a source.' }),
    source: Type.Optional(Type.String({ description: 'Name of the source it came from.' })),
    phase: Type.Enum(WARNING_PHASES),
    status: Type.Enum(CAP_STATUSES, { description: 'Only Actual is ever shown as a warning.' }),
    scope: Type.Enum(CAP_SCOPES),
    colour: Type.Optional(Type.Enum(WARNING_COLOURS)),
    severity: Type.Enum(CAP_SEVERITIES),
    urgency: Type.Enum(CAP_URGENCIES),
    certainty: Type.Enum(CAP_CERTAINTIES),
    areas: Type.Array(Type.String(), { description: 'Codes of the city’s areas it holds for; none when it lies elsewhere.' }),
    place: Type.String({ description: 'Code of the smallest area that holds all of them.' }),
    fromAt: Instant('When it takes effect'),
    untilAt: Instant('When it ends by itself'),
    message: CapMessageSchema,
    messages: Type.Array(WarningMessageSchema, { description: 'Every message known of it, in the order they were sent.' }),
    replacedBy: Type.Optional(MatterIdSchema),
    replies: Type.Array(WarningReplySchema),
  },
  { additionalProperties: false, description: 'A warning as it stands.' },
)
export type WarningState = Static<typeof WarningStateSchema>
export type Warning = Matter<WarningState, 'warning'>

/** A warning that says nothing of its end is held to be over this long after it took effect: no stale warning stays for ever. */
export const WARNING_WITHOUT_END_MS = 24 * 3_600_000

/** Answer of the door to one message. */
export const WarningReceiptSchema = Type.Object(
  {
    id: Type.String({ description: 'The warning the message belongs to.' }),
    outcome: Type.Enum(['taken', 'known'] as const, { description: 'known: this very message was taken in before.' }),
    phase: Type.Enum(WARNING_PHASES),
    areas: Type.Array(Type.String(), { description: 'Codes of the city’s areas it was matched to.' }),
    isShown: Type.Boolean({
      description: 'False for what is no warning now: a test, an exercise, a draft, one elsewhere, one over.',
    }),
  },
  { additionalProperties: false, $id: 'warning-receipt' },
)
export type WarningReceipt = Static<typeof WarningReceiptSchema>

/** What one colour of a kind means: its levels in CAP, and words to begin with. */
export const WarningGradeSchema = Type.Object(
  {
    severity: Type.Enum(CAP_SEVERITIES),
    urgency: Type.Enum(CAP_URGENCIES),
    certainty: Type.Enum(CAP_CERTAINTIES),
    description: NamesSchema,
    instruction: NamesSchema,
  },
  { additionalProperties: false },
)
export type WarningGrade = Static<typeof WarningGradeSchema>

/** A kind of warning the city issues. */
export const WarningKindSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    names: NamesSchema,
    category: Type.Array(Type.Enum(CAP_CATEGORIES), { minItems: 1 }),
    responseType: Type.Array(Type.Enum(CAP_RESPONSE_TYPES)),
    eventCode: Type.Array(CapValueSchema),
    hours: Type.Number({ exclusiveMinimum: 0, maximum: 240, description: 'How long one lasts unless somebody says otherwise.' }),
    grades: Type.Object(
      Object.fromEntries(WARNING_COLOURS.map((colour) => [colour, Type.Optional(WarningGradeSchema)])) as Record<
        WarningColour,
        ReturnType<typeof Type.Optional<typeof WarningGradeSchema>>
      >,
      { additionalProperties: false, description: 'The colours this kind has; not every kind has all four.' },
    ),
  },
  { additionalProperties: false },
)
export type WarningKind = Static<typeof WarningKindSchema>

/** What the kind of a warning of ours is called among its event codes: by it the form of an update finds the kind again. */
export const WARNING_KIND_CODE = 'guanlan:kind'

/** warnings.json: in whose name the city warns, and of what. */
export const WarningPlanSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    sender: Type.String({
      pattern: '^[^\\s,<&]{3,120}$',
      description: 'What CAP calls the sender: unique in the world, without spaces, such as an address of the office.',
    }),
    senderNames: NamesSchema,
    contact: Type.Optional(Type.String({ description: 'A number or address for questions. Never a person’s.' })),
    web: Type.Optional(Type.String({ pattern: '^https?://', description: 'Where people read more.' })),
    geocode: Type.String({ description: 'What the codes of our areas are called in CAP geocodes.' }),
    colourParameter: Type.String({ description: 'Name of the CAP parameter that carries the colour.' }),
    kinds: Type.Array(WarningKindSchema, { minItems: 1 }),
  },
  { additionalProperties: false, $id: 'warning-plan', description: 'In whose name a city warns, and of what.' },
)
export type WarningPlan = Static<typeof WarningPlanSchema>

const Words = (description: string, maxLength: number) =>
  Type.Object(
    { zh: Type.String({ minLength: 1, maxLength }), en: Type.String({ minLength: 1, maxLength }) },
    { additionalProperties: false, description },
  )

/** What a warning says, as the person who issues it writes it. */
const DRAFT_FIELDS = {
  kind: Type.String({ maxLength: 40, description: 'Id of a kind of the plan.' }),
  colour: Type.Enum(WARNING_COLOURS),
  severity: Type.Enum(CAP_SEVERITIES),
  urgency: Type.Enum(CAP_URGENCIES),
  certainty: Type.Enum(CAP_CERTAINTIES),
  areas: Type.Array(Type.String({ maxLength: 32 }), { minItems: 1, maxItems: 100, uniqueItems: true, description: 'Area codes.' }),
  circle: Type.Optional(
    Type.Object(
      { centre: PositionSchema, radiusMetres: Type.Number({ exclusiveMinimum: 0, maximum: 200_000 }) },
      { additionalProperties: false, description: 'Where in those areas it holds, narrower than their borders.' },
    ),
  ),
  headline: Words('One line; public receivers show the first 160 characters.', 160),
  description: Words('What is happening.', 2_000),
  instruction: Words('What to do.', 2_000),
  untilAt: Instant('When it ends by itself'),
} as const

export const WarningDraftSchema = Type.Object(DRAFT_FIELDS, { additionalProperties: false, $id: 'warning-draft' })
export type WarningDraft = Static<typeof WarningDraftSchema>

/** Guards against two people changing a warning at once: the version the form was filled in from. */
const Version = Type.Integer({ minimum: 1, description: 'Version of the warning that was looked at.' })

export const IssueWarningSchema = commandSchema({ draft: WarningDraftSchema })
export const UpdateWarningSchema = commandSchema({ draft: WarningDraftSchema, version: Version })
export const CancelWarningSchema = commandSchema({
  version: Version,
  reason: Words('Why it is over, for everybody to read.', 500),
})

/** What would go out for a draft: asked before it does. */
export const PreviewWarningSchema = Type.Object(
  { draft: WarningDraftSchema, updates: Type.Optional(MatterIdSchema) },
  { additionalProperties: false },
)
export const WarningPreviewSchema = Type.Object(
  { message: CapMessageSchema, cap: Type.String({ description: 'The document, as others will read it.' }) },
  { additionalProperties: false, $id: 'warning-preview' },
)
export type WarningPreview = Static<typeof WarningPreviewSchema>

/** A warning as everybody may read it. */
export const OpenWarningSchema = Type.Object(
  {
    id: Type.String(),
    phase: Type.Enum(WARNING_PHASES),
    colour: Type.Optional(Type.Enum(WARNING_COLOURS)),
    severity: Type.Enum(CAP_SEVERITIES),
    event: NamesSchema,
    headline: NamesSchema,
    description: Type.Optional(NamesSchema),
    instruction: Type.Optional(NamesSchema),
    sender: NamesSchema,
    areas: Type.Array(NamesSchema),
    sentAt: Instant('When the newest message was sent'),
    fromAt: Instant('When it takes effect'),
    untilAt: Instant('When it ends'),
    cap: Type.Optional(Type.String({ description: 'Address of the CAP document; for warnings issued here.' })),
  },
  { additionalProperties: false },
)
export type OpenWarning = Static<typeof OpenWarningSchema>

/** Answer of GET /api/open/warnings. The same bytes for whoever asks. */
export const OpenWarningsSchema = Type.Object(
  {
    at: Instant('When this was true'),
    inForce: Type.Array(OpenWarningSchema, { description: 'The gravest first.' }),
    past: Type.Array(OpenWarningSchema, { description: 'Of the last seven days, the newest first.' }),
  },
  { additionalProperties: false, $id: 'open-warnings', description: 'Warnings for everybody, in plain words.' },
)
export type OpenWarnings = Static<typeof OpenWarningsSchema>

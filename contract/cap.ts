import { type Static, Type } from 'typebox'

/**
 * A message of the Common Alerting Protocol 1.2 (OASIS) as data. Fields bear the names CAP gives its elements, so that its
 * specification can be read beside this; times stand as they were written, with their offset. Reading and writing lose nothing.
 */

export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2'
export const CAP_MEDIA_TYPE = 'application/cap+xml'

export const CAP_STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
export type CapStatus = (typeof CAP_STATUSES)[number]

export const CAP_MSG_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
export type CapMsgType = (typeof CAP_MSG_TYPES)[number]

export const CAP_SCOPES = ['Public', 'Restricted', 'Private'] as const
export type CapScope = (typeof CAP_SCOPES)[number]

export const CAP_CATEGORIES = [
  ...(['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const),
] as const
export type CapCategory = (typeof CAP_CATEGORIES)[number]

export const CAP_RESPONSE_TYPES = [
  ...(['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'] as const),
] as const
export type CapResponseType = (typeof CAP_RESPONSE_TYPES)[number]

/** How soon one must act, the soonest first. */
export const CAP_URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export type CapUrgency = (typeof CAP_URGENCIES)[number]

/** How great the threat is, the greatest first. */
export const CAP_SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
export type CapSeverity = (typeof CAP_SEVERITIES)[number]

/** How sure it is, the surest first. */
export const CAP_CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const
export type CapCertainty = (typeof CAP_CERTAINTIES)[number]

const Text = Type.String({ maxLength: 20_000 })
const Texts = Type.Array(Text, { maxItems: 200 })
const Time = Type.String({ description: 'As CAP writes times: 2026-09-08T10:42:00+08:00, never Z.' })

/** A name and a value, of a system that CAP leaves to the sender: kinds of event, codes of places, further parameters. */
export const CapValueSchema = Type.Object({ valueName: Text, value: Text }, { additionalProperties: false })
export type CapValue = Static<typeof CapValueSchema>

/** Names one message of one sender: what an update or a cancel refers to. */
export const CapReferenceSchema = Type.Object({ sender: Text, identifier: Text, sent: Time }, { additionalProperties: false })
export type CapReference = Static<typeof CapReferenceSchema>

/** [latitude, longitude] in degrees of WGS84: the order of CAP, not that of GeoJSON. */
const Place = Type.Tuple([Type.Number({ minimum: -90, maximum: 90 }), Type.Number({ minimum: -180, maximum: 180 })])

export const CapAreaSchema = Type.Object(
  {
    areaDesc: Text,
    polygon: Type.Array(Type.Array(Place, { minItems: 4 }), { description: 'Closed rings of [latitude, longitude].' }),
    circle: Type.Array(Type.Object({ centre: Place, radiusKm: Type.Number({ minimum: 0 }) }, { additionalProperties: false })),
    geocode: Type.Array(CapValueSchema),
    altitude: Type.Optional(Type.Number({ description: 'Feet above mean sea level, as CAP measures.' })),
    ceiling: Type.Optional(Type.Number({ description: 'Feet above mean sea level.' })),
  },
  { additionalProperties: false },
)
export type CapArea = Static<typeof CapAreaSchema>

export const CapResourceSchema = Type.Object(
  {
    resourceDesc: Text,
    mimeType: Text,
    size: Type.Optional(Type.Integer({ minimum: 0, description: 'Bytes.' })),
    uri: Type.Optional(Text),
    derefUri: Type.Optional(Type.String()),
    digest: Type.Optional(Text),
  },
  { additionalProperties: false },
)
export type CapResource = Static<typeof CapResourceSchema>

/** What is to be said, in one language or of one part of the event. */
export const CapInfoSchema = Type.Object(
  {
    language: Type.Optional(Text),
    category: Type.Array(Type.Enum(CAP_CATEGORIES), { minItems: 1 }),
    event: Text,
    responseType: Type.Array(Type.Enum(CAP_RESPONSE_TYPES)),
    urgency: Type.Enum(CAP_URGENCIES),
    severity: Type.Enum(CAP_SEVERITIES),
    certainty: Type.Enum(CAP_CERTAINTIES),
    audience: Type.Optional(Text),
    eventCode: Type.Array(CapValueSchema),
    effective: Type.Optional(Time),
    onset: Type.Optional(Time),
    expires: Type.Optional(Time),
    senderName: Type.Optional(Text),
    headline: Type.Optional(Text),
    description: Type.Optional(Text),
    instruction: Type.Optional(Text),
    web: Type.Optional(Text),
    contact: Type.Optional(Text),
    parameter: Type.Array(CapValueSchema),
    resource: Type.Array(CapResourceSchema),
    area: Type.Array(CapAreaSchema),
  },
  { additionalProperties: false },
)
export type CapInfo = Static<typeof CapInfoSchema>

export const CapMessageSchema = Type.Object(
  {
    identifier: Text,
    sender: Text,
    sent: Time,
    status: Type.Enum(CAP_STATUSES),
    msgType: Type.Enum(CAP_MSG_TYPES),
    source: Type.Optional(Text),
    scope: Type.Enum(CAP_SCOPES),
    restriction: Type.Optional(Text),
    addresses: Type.Optional(Texts),
    code: Texts,
    note: Type.Optional(Text),
    references: Type.Optional(Type.Array(CapReferenceSchema)),
    incidents: Type.Optional(Texts),
    info: Type.Array(CapInfoSchema),
  },
  { additionalProperties: false, description: 'A CAP 1.2 message.' },
)
export type CapMessage = Static<typeof CapMessageSchema>

/** The instant a time of CAP means, epoch ms. */
export function capInstant(time: string): number {
  return Date.parse(time)
}

/** An instant as CAP writes it, to the second, in an offset of whole minutes east of Greenwich. */
export function capTime(at: number, offsetMinutes: number): string {
  const local = new Date(Math.floor(at / 1000) * 1000 + offsetMinutes * 60_000).toISOString().slice(0, 19)
  // CAP wants UTC written as -00:00, and takes no Z.
  const sign = offsetMinutes > 0 ? '+' : '-'
  const distance = Math.abs(offsetMinutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${local}${sign}${two(Math.floor(distance / 60))}:${two(distance % 60)}`
}

/** The message as others refer to it. */
export function capReference({ sender, identifier, sent }: CapReference): CapReference {
  return { sender, identifier, sent }
}

import { type Static, Type } from 'typebox'

/** How far into the future an observation may lie before it is refused, in ms: clocks of feeds drift, not by more. */
export const FUTURE_LIMIT_MS = 5 * 60_000

/** One row of the door: a figure as a source saw it. Either `value`, or `numerator` and `denominator`. */
export const ObservationRowSchema = Type.Object(
  {
    metric: Type.String({ description: 'Metric id of the catalogue.' }),
    area: Type.String({ description: 'Area code of the catalogue.' }),
    time: Type.String({ description: 'RFC 3339 with an offset, e.g. 2026-09-08T10:42:00+08:00.' }),
    value: Type.Optional(Type.Number()),
    numerator: Type.Optional(Type.Number()),
    denominator: Type.Optional(Type.Number()),
  },
  { $id: 'observation-row', description: 'One observation: value, or numerator and denominator for ratios and means.' },
)
export type ObservationRow = Static<typeof ObservationRowSchema>

export const RejectionSchema = Type.Object(
  {
    index: Type.Integer({ minimum: 0, description: 'Position of the row in the request, from 0.' }),
    code: Type.String({ description: 'A code of docs/errors.md.' }),
    sentence: Type.String({ description: 'What is wrong with the row and what would be right.' }),
  },
  { additionalProperties: false },
)
export type Rejection = Static<typeof RejectionSchema>

/** The answer of the door, given after the commit. Every row is counted exactly once. */
export const IngestAnswerSchema = Type.Object(
  {
    accepted: Type.Integer({ minimum: 0, description: 'Rows new to the record.' }),
    duplicates: Type.Integer({ minimum: 0, description: 'Rows the record already had, to the digit.' }),
    corrections: Type.Integer({ minimum: 0, description: 'Rows that changed a figure already told; both are kept.' }),
    conflicts: Type.Integer({ minimum: 0, description: 'Rows about a figure another source answers for; kept, not shown.' }),
    rejected: Type.Array(RejectionSchema, { description: 'Rows refused, with the reason; at most 1,000 are listed.' }),
    rejectedCount: Type.Integer({ minimum: 0, description: 'All rows refused, listed or not.' }),
  },
  { additionalProperties: false, $id: 'ingest-answer' },
)
export type IngestAnswer = Static<typeof IngestAnswerSchema>

/**
 * Reads an RFC 3339 date-time that carries an offset. Returns epoch ms, or undefined for anything else:
 * no offset, an impossible date (30 February), an hour of 24 or a leap second beyond :59.
 */
export function parseTime(text: string): number | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, offset] = match as unknown as string[]
  const ms = fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms)
  const back = new Date(local)
  if (Number(year) < 1000 || back.getUTCMonth() + 1 !== Number(month) || back.getUTCDate() !== Number(day)) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return local - offsetMs(offset as string)
}

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

function offsetMs(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 3_600_000 + Number(offset.slice(4, 6)) * 60_000)
}

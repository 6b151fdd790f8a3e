import { Type } from 'typebox'
import { AUDIT_RESULTS } from '#contract/audit.ts'
import { Refusal } from '#contract/errors.ts'

/** What a search of the audit asks; everything left out is not asked for. */
export interface AuditQuery {
  /** from ≤ at < to, epoch ms. */
  readonly from?: number
  readonly to?: number
  /** Id of an actor, or the beginning of a name whatever its case. */
  readonly actor?: string
  /** A type, or the beginning of one: `session` finds session.open and session.close. */
  readonly type?: string
  readonly result?: string
  /** Words that stand anywhere in the row. */
  readonly text?: string
  /** Only rows before this number. */
  readonly after?: number
}

const MOST_ROWS = 500
const USUAL_ROWS = 100

const TimeField = Type.String({ maxLength: 40, description: 'RFC 3339 with an offset, or epoch ms.' })

/** The query of a search, as it stands in the address. */
export const AuditFilterFields = {
  from: Type.Optional(TimeField),
  to: Type.Optional(TimeField),
  actor: Type.Optional(Type.String({ maxLength: 200, description: 'Id of an actor, or the beginning of a name.' })),
  type: Type.Optional(Type.String({ maxLength: 100, description: 'Type of act, or the beginning of one.' })),
  result: Type.Optional(Type.Enum(AUDIT_RESULTS)),
  text: Type.Optional(Type.String({ maxLength: 200, description: 'Words anywhere in the record.' })),
}
export const AuditPageFields = {
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: '`next` of the page before.' })),
  limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$', description: `Up to ${MOST_ROWS}.` })),
}

type Asked = Partial<Readonly<Record<'from' | 'to' | 'actor' | 'type' | 'result' | 'text' | 'after' | 'limit', string>>>

/** Reads a query. Pure. Throws Refusal for a time that is none. */
export function readAuditQuery({ from, to, actor, type, result, text, after }: Asked): AuditQuery {
  return {
    ...(from !== undefined && { from: readTime('from', from) }),
    ...(to !== undefined && { to: readTime('to', to) }),
    ...(actor && { actor }),
    ...(type && { type }),
    ...(result !== undefined && { result }),
    ...(text && { text }),
    ...(after !== undefined && { after: Number(after) }),
  }
}

export function readLimit({ limit }: Asked): number {
  return limit === undefined ? USUAL_ROWS : Math.min(MOST_ROWS, Math.max(1, Number(limit)))
}

function readTime(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text)
  const at = isTime ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new Refusal('request/invalid', `${name} is neither RFC 3339 with an offset nor epoch ms.`)
  return at
}

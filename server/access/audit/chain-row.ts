import { hash } from 'node:crypto'
import type { AuditEntry } from './audit-entry.ts'

/** An audit row as it is kept: what was said, its number, and the two hashes that bind it to the row before it. */
export interface ChainRow {
  readonly seq: number
  readonly at: number
  readonly actorKind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly actorRole: string | null
  readonly type: string
  readonly objectKind: string | null
  readonly objectId: string | null
  readonly result: string
  readonly code: string | null
  readonly address: string | null
  readonly agent: string | null
  readonly requestId: string | null
  /** JSON text, keys in alphabetical order; null when there is none. */
  readonly detail: string | null
  /** Hash of the row before, 64 hexadecimal digits in lower case; of the first row, 64 zeros. */
  readonly previous: string
  readonly hash: string
}

/** What is hashed of a row: everything but the two hashes. */
export type ChainContent = Omit<ChainRow, 'previous' | 'hash'>

/** What the first row follows. */
export const FIRST_HASH = '0'.repeat(64)

/** Longest text of a column, in characters; what a browser calls itself can be of any length. */
const LONGEST_TEXT = 400
const LONGEST_DETAIL = 16_384

/**
 * The canonical encoding of a row: a JSON array of its fields in this order, without spaces, absent ones null, as
 * `JSON.stringify` writes it. Anybody can write it again in any language.
 */
export function encodeContent(row: ChainContent): string {
  return JSON.stringify([
    row.seq,
    row.at,
    ...[row.actorKind, row.actorId, row.actorName, row.actorRole],
    row.type,
    ...[row.objectKind, row.objectId],
    ...[row.result, row.code],
    ...[row.address, row.agent, row.requestId],
    row.detail,
  ])
}

/** SM3 of the hash before (as hexadecimal digits), a line feed and the encoding, in UTF-8; hexadecimal, lower case. */
export function hashOf(previous: string, row: ChainContent): string {
  return hash('sm3', `${previous}\n${encodeContent(row)}`, 'hex')
}

/** The row an entry becomes as number `seq` after the row with the hash `previous`. Pure. */
export function toChainRow(entry: AuditEntry, seq: number, previous: string): ChainRow {
  const { at, actor, type, object, result, code, address, agent, requestId, detail } = entry
  const content: ChainContent = {
    seq,
    at,
    ...{ actorKind: actor.kind, actorId: text(actor.id), actorName: text(actor.name), actorRole: text(actor.role) },
    type,
    ...{ objectKind: text(object?.kind), objectId: text(object?.id) },
    ...{ result, code: text(code) },
    ...{ address: text(address), agent: text(agent), requestId: text(requestId) },
    detail: detail === undefined ? null : detailText(detail),
  }
  return { ...content, previous, hash: hashOf(previous, content) }
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; both become U+FFFD, so that what is hashed is what is kept. */
function text(value: string | undefined): string | null {
  if (value === undefined) return null
  const kept = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  return kept.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** A detail too long to keep is replaced by its length, and never makes an act impossible. */
function detailText(detail: Readonly<Record<string, unknown>>): string {
  const written = JSON.stringify(inOrder(detail)).toWellFormed()
  return written.length > LONGEST_DETAIL ? JSON.stringify({ tooLong: written.length }) : written
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]))
}

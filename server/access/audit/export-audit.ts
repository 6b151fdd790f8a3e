import type { Queries } from '../../record/database.ts'
import { defineAct } from '../act/act.ts'
import type { AuditQuery } from './audit-query.ts'
import type { ChainRow } from './chain-row.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv.ts'
import { findRows } from './find-rows.ts'

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Taking records out of the product: an act of its own, written down before the first record leaves. */
export const exportAudit = defineAct<{ readonly query: AuditQuery; readonly format: ExportFormat }, void>({
  type: 'audit.export',
  needs: 'audit:export',
  run: async (_context, { query, format }) => ({
    outcome: undefined,
    object: { kind: 'audit', id: format },
    detail: { ...query },
  }),
})

/** Rows asked for at a time: what is under way of an export is never more than this. */
const PORTION = 1_000

const COLUMNS: readonly (readonly [name: string, cell: (row: ChainRow) => string | number | null])[] = [
  ['seq', ({ seq }) => seq],
  ['time', ({ at }) => new Date(at).toISOString()],
  ['actor_kind', ({ actorKind }) => actorKind],
  ['actor_id', ({ actorId }) => actorId],
  ['actor_name', ({ actorName }) => actorName],
  ['actor_role', ({ actorRole }) => actorRole],
  ['type', ({ type }) => type],
  ['object_kind', ({ objectKind }) => objectKind],
  ['object_id', ({ objectId }) => objectId],
  ['result', ({ result }) => result],
  ['code', ({ code }) => code],
  ['address', ({ address }) => address],
  ['agent', ({ agent }) => agent],
  ['request_id', ({ requestId }) => requestId],
  ['detail', ({ detail }) => detail],
  ['previous', ({ previous }) => previous],
  ['hash', ({ hash }) => hash],
]

/**
 * The records as a file, newest first, portion by portion. NDJSON holds each row exactly as it was hashed, so that the chain
 * can be checked without this product.
 */
export async function* exportedRows(database: Queries, query: AuditQuery, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name))
  for (let after = query.after; ; ) {
    const rows = await findRows(database, { ...query, ...(after !== undefined && { after }) }, PORTION)
    if (rows.length > 0) yield rows.map((row) => line(row, format)).join('')
    if (rows.length < PORTION) return
    after = rows.at(-1)?.seq
  }
}

function line(row: ChainRow, format: ExportFormat): string {
  return format === 'csv' ? csvLine(COLUMNS.map(([, cell]) => cell(row))) : `${JSON.stringify(row)}\n`
}

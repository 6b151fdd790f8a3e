import type { Queries } from '../../record/database.ts'
import { AUDIT_COLUMNS } from './audit-columns.ts'
import type { AuditQuery } from './audit-query.ts'
import type { ChainRow } from './chain-row.ts'

/** Rows that answer a query, newest first. Every value is a parameter; the text of the statement is ours alone. */
export function findRows(database: Queries, query: AuditQuery, limit: number): Promise<readonly ChainRow[]> {
  const values: unknown[] = []
  const place = (value: unknown) => `$${values.push(value)}`
  const conditions: string[] = []
  if (query.after !== undefined) conditions.push(`seq < ${place(query.after)}`)
  if (query.from !== undefined) conditions.push(`at >= ${place(query.from)}`)
  if (query.to !== undefined) conditions.push(`at < ${place(query.to)}`)
  if (query.actor !== undefined)
    conditions.push(
      `(actor_id = ${place(plain(query.actor))} or lower(actor_name) like lower(${place(`${escaped(query.actor)}%`)}))`,
    )
  if (query.type !== undefined) conditions.push(`type like ${place(`${escaped(query.type)}%`)}`)
  if (query.result !== undefined) conditions.push(`result = ${place(query.result)}`)
  if (query.text !== undefined) conditions.push(`${EVERYTHING} ilike ${place(`%${escaped(query.text)}%`)}`)
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
  return database.query<ChainRow>(
    `select ${AUDIT_COLUMNS} from guanlan.audit ${where} order by seq desc limit ${place(limit)}`,
    values,
  )
}

const EVERYTHING = `concat_ws(' ', actor_name, actor_id, actor_role, type, object_kind, object_id, code, address, agent, request_id, detail)`

/** No row holds NUL, and PostgreSQL takes none as a parameter. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

function escaped(text: string): string {
  return plain(text).replaceAll(/[\\%_]/g, '\\$&')
}

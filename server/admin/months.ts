import type { Queries } from '../record/database.ts'

/** One month of one of the long tables, as the database keeps it. */
export interface KeptMonth {
  /** Name of the part, such as `observation_2026_01`. */
  readonly part: string
  /** YYYY-MM, of UTC. */
  readonly month: string
  readonly bytes: number
  /** The database's own estimate; undefined where it has none yet. */
  readonly rows: number | undefined
}

/** The months that ended at or before `before` (epoch ms) and still hold something, oldest first. */
export async function monthsBefore(queries: Queries, before: number): Promise<readonly KeptMonth[]> {
  const rows = await queries.query<{ part: string; bytes: number; rows: number }>(
    `select part.relname as part, pg_total_relation_size(part.oid)::bigint as bytes, part.reltuples::float8 as rows
       from pg_inherits join pg_class part on part.oid = inhrelid
      where inhparent in ('guanlan.observation'::regclass, 'guanlan.point'::regclass) and pg_relation_size(part.oid) > 0
      order by part.relname`,
  )
  return rows
    .flatMap(({ part, bytes, rows: estimate }) => {
      const [, year, month] = /^(?:observation|point)_(\d{4})_(\d{2})$/.exec(part) ?? []
      if (year === undefined || month === undefined || Date.UTC(Number(year), Number(month), 1) > before) return []
      return [{ part, month: `${year}-${month}`, bytes, rows: estimate < 0 ? undefined : estimate }]
    })
    .sort((a, b) => a.month.localeCompare(b.month) || a.part.localeCompare(b.part))
}

import type { Queries } from '../database.ts'
import type { TablePart } from './backup-form.ts'

/** A table that holds rows, and about how many bytes they take on the disk. */
export interface KeptTable extends TablePart {
  readonly diskBytes: number
}

/** Where a counter of the schema stands. */
export interface SequenceState {
  readonly name: string
  readonly last: number
  readonly isCalled: boolean
}

/**
 * Every table of the schema that holds rows itself: plain ones, and the parts of the long ones. Asked of the database, so that
 * a table which a later migration makes is in the next backup without anybody thinking of it.
 */
export async function keptTables(queries: Queries): Promise<readonly KeptTable[]> {
  const rows = await queries.query<{
    name: string
    columns: string[]
    parent: string | null
    bounds: string | null
    bytes: number
  }>(
    `select c.relname::text as name, parent.relname::text as parent, pg_get_expr(c.relpartbound, c.oid) as bounds,
            pg_table_size(c.oid)::float8 as bytes,
            array(select attname::text from pg_attribute
                   where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
       from pg_class c
       left join pg_inherits on inhrelid = c.oid
       left join pg_class parent on parent.oid = inhparent
      where c.relnamespace = to_regnamespace('guanlan') and c.relkind = 'r'
      order by c.relname`,
  )
  return rows.map(({ name, columns, parent, bounds, bytes }) => ({
    ...{ kind: 'table' as const, name, columns, diskBytes: bytes },
    ...(parent !== null && bounds !== null && { partOf: { table: parent, bounds } }),
  }))
}

/** Every counter of the schema. */
export async function sequenceStates(queries: Queries): Promise<readonly SequenceState[]> {
  const rows = await queries.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'guanlan'::regnamespace and relkind = 'S' order by relname`,
  )
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const [found] = await queries.query<{ last: number; called: boolean }>(
      `select last_value as last, is_called as called from guanlan."${name}"`,
    )
    if (found) states.push({ name, last: found.last, isCalled: found.called })
  }
  return states
}

/** The statement that reads the rows of a table, or writes them, as COPY does in binary. */
export function copyStatement({ name, columns }: TablePart, direction: 'to stdout' | 'from stdin'): string {
  return `copy guanlan."${name}" (${columns.map((column) => `"${column}"`).join(', ')}) ${direction} (format binary)`
}

import type { Queries } from '../record/database.ts'

/** A case whose clock runs, and when it runs out or ran out, epoch ms. */
export interface DueCase {
  readonly id: string
  readonly dueAt: number
}

/** Cases whose clock has run out by now, the longest ago first, from the index alone. Throws RecordFault. */
export function overdueCases(queries: Queries, now: number, limit: number): Promise<readonly DueCase[]> {
  return queries.query<DueCase & Record<string, unknown>>(
    'select id, due_at as "dueAt" from guanlan.case_line where due_at <= $1 order by due_at, id limit $2',
    [now, limit],
  )
}

/** When the clocks of these cases run out; beyond all time where none runs. Throws RecordFault. */
export function dueTimes(queries: Queries, ids: readonly string[]): Promise<readonly DueCase[]> {
  return queries.query<DueCase & Record<string, unknown>>(
    'select id, due_at as "dueAt" from guanlan.case_line where id = any($1)',
    [ids],
  )
}

/** Cases in which those who handle them have asked for something since then or longer, epoch ms, the oldest first. Throws RecordFault. */
export async function casesAsking(queries: Queries, since: number, limit: number): Promise<readonly string[]> {
  const rows = await queries.query<{ id: string }>(
    `select id from guanlan.case_line where queue = 'requests' and opened_at <= $1 order by opened_at, id limit $2`,
    [since, limit],
  )
  return rows.map(({ id }) => id)
}

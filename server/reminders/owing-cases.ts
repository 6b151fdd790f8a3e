import { PATIENCE } from '#contract/reminder.ts'
import type { Queries } from '../record/database.ts'

/** A case whose clock ran out. */
export interface OverdueCase {
  readonly id: string
  /** When it ran out, epoch ms. */
  readonly dueAt: number
}

/** Every case whose clock has run out by now, from the index alone. Throws RecordFault. */
export async function overdueCases(queries: Queries, now: number): Promise<readonly OverdueCase[]> {
  const rows = await queries.query<{ id: string; due_at: number }>(
    'select id, due_at from guanlan.case_line where due_at <= $1 order by due_at, id',
    [now],
  )
  return rows.map(({ id, due_at }) => ({ id, dueAt: due_at }))
}

/** Cases in which those who handle them ask for something, and may have waited for an answer too long by now. Throws RecordFault. */
export async function casesAsking(queries: Queries, now: number): Promise<readonly string[]> {
  const rows = await queries.query<{ id: string }>(
    `select id from guanlan.case_line where queue = 'requests' and opened_at <= $1`,
    [now - PATIENCE['case-request'].afterMs],
  )
  return rows.map(({ id }) => id)
}

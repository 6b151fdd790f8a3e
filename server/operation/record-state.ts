import type { Queries } from '../record/database.ts'

/** What the record itself says of how it is. Times are epoch ms. */
export interface RecordState {
  readonly bytes: number
  /** Batches that were acknowledged and are not in the figures yet. */
  readonly unrolled: number
  readonly waitingNotices: number
  readonly oldestNoticeAt: number | null
  readonly lastBackup: { readonly at: number; readonly revision: number; readonly bytes: number } | null
  /** Connections to the database by what they do: active, idle, … */
  readonly connections: Readonly<Record<string, number>>
}

/** Asks once, in one statement. Throws RecordFault when the database is away. */
export async function readRecordState(queries: Queries): Promise<RecordState> {
  const [row] = await queries.query<RecordState & Record<string, unknown>>(
    `select pg_database_size(current_database())::float8 as bytes,
            (select count(*)::int from guanlan.unrolled) as unrolled,
            (select count(*)::int from guanlan.notice where state = 'waiting') as "waitingNotices",
            (select min(made_at)::float8 from guanlan.notice where state = 'waiting') as "oldestNoticeAt",
            (select json_build_object('at', at, 'revision', (detail::jsonb->>'revision')::bigint, 'bytes', (detail::jsonb->>'bytes')::bigint)
               from guanlan.audit where type = 'record.backup' and result = 'done' order by seq desc limit 1) as "lastBackup",
            (select coalesce(json_object_agg(state, n), '{}') from
               (select coalesce(state, 'other') as state, count(*)::int as n from pg_stat_activity
                 where datname = current_database() group by 1) s) as connections`,
  )
  if (!row) throw new Error('a statement without a condition gives a row')
  return row
}

/** How long an answer of the record is good for, in ms: however many look, it is asked so often. */
const KEPT_MS = 5_000

/** The newest answer, asked for again when it is old; undefined while the record is away. */
export function recordStates(queries: Queries, now: () => number): () => Promise<RecordState | undefined> {
  let asked: { readonly at: number; readonly answer: Promise<RecordState | undefined> } | undefined
  return () => {
    if (!asked || now() - asked.at >= KEPT_MS) asked = { at: now(), answer: readRecordState(queries).catch(() => undefined) }
    return asked.answer
  }
}

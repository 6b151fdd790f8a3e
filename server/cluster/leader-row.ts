import { connectionName } from '../record/connection-name.ts'
import type { Database, Queries } from '../record/database.ts'
import type { Lead } from '../record/fence.ts'
import { TIMELINE_OF } from '../record/postgres/timeline.ts'
import type { LeaderRow } from './standing.ts'

/** A leader that was not heard of for this long, ms, may be replaced. */
export const LEASE_MS = 3_000

/** How long whoever takes the lead waits for the last writing of the one before, as an interval of PostgreSQL. */
const LAST_WRITING = '2s'

const LEASE = `clock_timestamp() + interval '${LEASE_MS} milliseconds'`

/** Whether the database has a connection of whoever leads: of a process that was killed it has none at once. */
const IS_CONNECTED = `exists (select from pg_stat_activity where application_name = '${connectionName('')}' || leader.member)`

export async function readLeader(queries: Queries): Promise<LeaderRow> {
  const [row] = await queries.query<LeaderRow & { readonly [field: string]: unknown }>(
    `select term, member, address, (extract(epoch from greatest(lease_until, 'epoch')) * 1000)::float8 as "leaseUntil",
       (extract(epoch from clock_timestamp()) * 1000)::float8 as now, ${TIMELINE_OF} as timeline,
       ${IS_CONNECTED} as "isConnected" from guanlan.leader`,
  )
  if (!row) throw new Error('the row of the leader is missing')
  return row
}

/** Says that the leader is well. Gives the timeline of the database; undefined when the lead is another's. */
export async function renewLease(queries: Queries, term: number, me: string): Promise<string | undefined> {
  const [renewed] = await queries.query<{ timeline: string }>(
    `update guanlan.leader set lease_until = ${LEASE} where term = $1 and member = $2 returning ${TIMELINE_OF} as timeline`,
    [term, me],
  )
  return renewed?.timeline
}

/**
 * Takes the lead from whoever had it in `before`, unless somebody was faster. The connections of the one before are ended, so
 * that a process that stands still keeps nobody waiting; what it had begun is undone, what it had committed stays. Returns the new
 * term.
 */
export function takeLead(
  database: Database,
  before: LeaderRow,
  { me, address }: { readonly me: string; readonly address: string },
): Promise<number | undefined> {
  return database.transaction(async (tx) => {
    await tx.query(`set local lock_timeout = '${LAST_WRITING}'`)
    if (before.member !== null)
      await tx.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [connectionName(before.member)],
      )
    const [taken] = await tx.query<{ term: number }>(
      `update guanlan.leader set term = term + 1, member = $1, address = $2, lease_until = ${LEASE}
        where term = $3 and (member is null or lease_until < clock_timestamp() or not ${IS_CONNECTED}) returning term`,
      [me, address, before.term],
    )
    return taken?.term
  })
}

/** Takes the lead whoever has it, for a server whose claim keeps all others off the record. */
export async function seizeLead(queries: Queries, me: string): Promise<Lead> {
  const [taken] = await queries.query<Lead & { readonly [field: string]: unknown }>(
    `update guanlan.leader set term = term + 1, member = $1, address = null, lease_until = '-infinity'
      returning term, ${TIMELINE_OF} as timeline`,
    [me],
  )
  if (!taken) throw new Error('the row of the leader is missing')
  return { term: taken.term, timeline: taken.timeline }
}

/** Leaves the lead to whoever is first. */
export async function leaveLead(queries: Queries, term: number): Promise<void> {
  await queries.query(`update guanlan.leader set member = null, address = null, lease_until = '-infinity' where term = $1`, [term])
}

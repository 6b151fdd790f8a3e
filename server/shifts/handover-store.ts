import type { ShiftHandoverState } from '#contract/shift-handover.ts'
import type { Queries, Transaction } from '../record/database.ts'
import type { SignedHandover } from './due-handover.ts'

/** Handovers that are not signed yet, oldest first. */
export async function openHandovers(
  queries: Queries,
): Promise<readonly { readonly id: string; readonly state: ShiftHandoverState }[]> {
  return queries.query<{ id: string; state: ShiftHandoverState }>(
    "select id, state from guanlan.matter where kind = 'shift-handover' and is_open order by opened_at, id",
  )
}

/** The handovers of a post that were signed after a time, newest first: when, by whom and to whom. */
export async function signedHandovers(queries: Queries, post: string, after: number): Promise<readonly SignedHandover[]> {
  return queries.query<SignedHandover & { readonly [field: string]: unknown }>(
    `select (state->>'signedAt')::bigint as at, goes.name as from, comes.name as to
       from guanlan.matter
       join guanlan.account goes on goes.id = state->'from'->>'id'
       join guanlan.account comes on comes.id = state->'to'->>'id'
      where kind = 'shift-handover' and not is_open and state->'post'->>'id' = $1
        and (state->>'signedAt')::bigint > $2
      order by 1 desc, opened_at desc`,
    [post, after],
  )
}

/** Holds the handovers of a post until the transaction ends: two that begin at once do so one after the other. */
export async function holdPost(tx: Transaction, post: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`shift-handover:${post}`])
}

/** The name of an account as the duty roster spells it, by its id. */
export async function rosterNameOf(queries: Queries, id: string): Promise<string | undefined> {
  const [account] = await queries.query<{ name: string }>('select name from guanlan.account where id = $1', [id])
  return account?.name
}

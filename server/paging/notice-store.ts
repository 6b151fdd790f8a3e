import type { PagedKind } from '#contract/paging.ts'
import type { Queries, Transaction } from '../record/database.ts'

/** How somebody can be told besides on the screens that are open. */
export const NOTICE_CHANNELS = ['push', 'webhook'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]

/** What somebody is told of: a matter of a kind that people are paged for. */
export interface PagedThing {
  readonly kind: PagedKind
  /** Id of the matter. */
  readonly thing: string
}

/** One telling of one thing to one person by one channel. There is only ever one of it. */
export interface Notice extends PagedThing {
  readonly account: string
  readonly channel: NoticeChannel
  readonly attempts: number
}

/** A notice that is being delivered belongs to whoever took it for this long, ms; then another may try. */
const LEASE_MS = 60_000
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 10 * 60_000
/** After this many attempts, about an hour, nobody is told any more. */
export const MOST_ATTEMPTS = 12

/** Writes down that people are to be told. Whoever is to be told already is not told again. */
export async function addNotices(
  tx: Transaction,
  { kind, thing }: PagedThing,
  accounts: readonly string[],
  channels: readonly NoticeChannel[],
  now: number,
): Promise<void> {
  await tx.query(
    `insert into guanlan.notice (kind, thing, account, channel, made_at, next_at)
     select $1, $2, account, channel, $5, $5 from unnest($3::text[]) as account cross join unnest($4::text[]) as channel
     on conflict do nothing`,
    [kind, thing, accounts, channels, now],
  )
}

/** Takes notices that are due, for as long as the lease: two servers never take the same one. */
export async function takeNotices(queries: Queries, now: number, limit: number): Promise<readonly Notice[]> {
  return queries.query<Notice & { readonly [field: string]: unknown }>(
    `update guanlan.notice n set next_at = $1 + ${LEASE_MS}, attempts = attempts + 1
       from (select kind, thing, account, channel from guanlan.notice
              where state = 'waiting' and next_at <= $1 order by next_at limit $2 for update skip locked) due
      where n.kind = due.kind and n.thing = due.thing and n.account = due.account and n.channel = due.channel
      returning n.kind, n.thing, n.account, n.channel, n.attempts`,
    [now, limit],
  )
}

/** Writes down how a delivery went: done for good, or to be tried again after a while that doubles. */
export async function settleNotice(queries: Queries, notice: Notice, now: number, fault: string | undefined): Promise<void> {
  const { kind, thing, account, channel, attempts } = notice
  const state = fault === undefined ? 'sent' : attempts >= MOST_ATTEMPTS ? 'failed' : 'waiting'
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1))
  await queries.query(
    `update guanlan.notice set state = $5, fault = $6, next_at = $7, done_at = $8
      where kind = $1 and thing = $2 and account = $3 and channel = $4`,
    [kind, thing, account, channel, state, fault ?? null, now + wait, state === 'waiting' ? null : now],
  )
}

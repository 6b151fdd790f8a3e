import { createHash } from 'node:crypto'
import type { Queries } from '../../record/database.ts'
import type { PushTarget } from './seal-push.ts'

/** Most browsers of one person that are told; the oldest make room. */
const MOST_BROWSERS = 10

/** Notes that a browser of a person wants to be told. One that was somebody else's before is this person's now. */
export async function addSubscription(queries: Queries, account: string, target: PushTarget, now: number): Promise<void> {
  await queries.query(
    `insert into guanlan.push_subscription (endpoint_hash, account, endpoint, p256dh, auth, made_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (endpoint_hash) do update set account = $2, p256dh = $4, auth = $5, made_at = $6`,
    [hashOf(target.endpoint), account, target.endpoint, target.p256dh, target.auth, now],
  )
  await queries.query(
    `delete from guanlan.push_subscription where endpoint_hash in (
       select endpoint_hash from guanlan.push_subscription where account = $1 order by made_at desc offset ${MOST_BROWSERS})`,
    [account],
  )
}

/** Forgets a browser. With an account, only one of that person. */
export async function removeSubscription(queries: Queries, endpoint: string, account?: string): Promise<void> {
  await queries.query('delete from guanlan.push_subscription where endpoint_hash = $1 and ($2::text is null or account = $2)', [
    hashOf(endpoint),
    account ?? null,
  ])
}

/** The browsers of a person, while the account is not disabled. */
export async function subscriptionsOf(queries: Queries, account: string): Promise<readonly PushTarget[]> {
  return queries.query<PushTarget & { readonly [field: string]: unknown }>(
    `select s.endpoint, s.p256dh, s.auth from guanlan.push_subscription s join guanlan.account a on a.id = s.account
      where s.account = $1 and a.disabled_at is null order by s.made_at`,
    [account],
  )
}

function hashOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex')
}

import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { Refusal } from '#contract/errors.ts'
import type { Database, Queries } from '../../../record/database.ts'

/** What attempts are counted against, and when they are no longer taken. */
interface Limit {
  readonly key: string
  readonly failures: number
}

/** A lock lasts this long, and failures are forgotten this long after the first of them, ms (GB/T 22239-2019 8.1.4.1 b). */
export const LOCK_MS = 30 * 60_000

/** Failures of one account from one address before they are locked out from each other. */
export const ACCOUNT_FAILURES = 5

/** Failures from one address, whatever the account: an office behind one address has many people, a guesser many names. */
export const ADDRESS_FAILURES = 50

/** Wrong codes of one account from anywhere: whoever gives one knows the password already. */
export const CODE_FAILURES = 10

/**
 * What a sign-in is counted against. An account is locked for an address, not for everyone: nobody can lock a person out
 * from elsewhere. `name` is the form in which names are compared, of an account or of none: both are locked alike.
 */
export function signInLimits(name: string, address: string): readonly Limit[] {
  const network = networkOf(address)
  return [
    { key: `${nameCount(name)}@${network}`, failures: ACCOUNT_FAILURES },
    { key: `${FROM}${network}`, failures: ADDRESS_FAILURES },
  ]
}

/** What giving a second factor is counted against. */
export function codeLimits(account: string, address: string): readonly Limit[] {
  const network = networkOf(address)
  return [
    { key: `code:${account}@${network}`, failures: ACCOUNT_FAILURES },
    { key: `code:${account}`, failures: CODE_FAILURES },
    { key: `${FROM}${network}`, failures: ADDRESS_FAILURES },
  ]
}

const FROM = 'from:'

/** Names are counted by their hash: what somebody typed as a name may be a password. */
function nameCount(name: string): string {
  return `name:${createHash('sha256').update(name).digest('base64url')}`
}

/** The network one customer has: an IPv4 address, or the 64 leading bits of an IPv6 one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%', 1)[0]?.toLowerCase().split('::') ?? []
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const [before, after] = [groups(head), groups(tail)]
  const whole =
    tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group || '0', 16).toString(16))
    .join(':')}::/64`
}

/** Attempts at one thing that failed, as they are kept. */
export interface Count {
  readonly failures: number
  /** When the first of them was, epoch ms. */
  readonly since: number
  readonly lockedUntil: number | undefined
}

/**
 * The count after one more attempt, taken as failed; undefined when it is not taken any more. The attempt that reaches the
 * limit is still tried, and locks whatever comes after it. Pure.
 */
export function countOneMore(count: Count | undefined, limit: number, now: number): Count | undefined {
  if (count?.lockedUntil !== undefined && count.lockedUntil > now) return undefined
  const isOver = count === undefined || count.lockedUntil !== undefined || count.since + LOCK_MS <= now
  const failures = isOver ? 1 : count.failures + 1
  return { failures, since: isOver ? now : count.since, lockedUntil: failures >= limit ? now + LOCK_MS : undefined }
}

/**
 * Counts an attempt as failed before it is tried, so that guesses made at the same time cannot all slip through; a success
 * takes the count back with `forgiveAttempt`. Throws Refusal `access/locked-out` when there were too many, and then counts
 * nothing. A transaction of its own: the count stands whatever comes of the attempt.
 */
export async function countAttempt(database: Database, limits: readonly Limit[], now: number): Promise<void> {
  await database.transaction(async (tx) => {
    // In one order for everyone, so that no two attempts wait for each other.
    for (const { key, failures } of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      await tx.query('insert into guanlan.attempt (key, failures, since) values ($1, 0, $2) on conflict do nothing', [key, now])
      const [row] = await tx.query<{ failures: number; since: number; locked_until: number | null }>(
        'select failures, since, locked_until from guanlan.attempt where key = $1 for update',
        [key],
      )
      const before = row && { failures: row.failures, since: row.since, lockedUntil: row.locked_until ?? undefined }
      const count = countOneMore(before, failures, now)
      if (!count) throw lockedOut(before?.lockedUntil ?? now, now)
      await tx.query('update guanlan.attempt set failures = $2, since = $3, locked_until = $4 where key = $1', [
        ...[key, count.failures, count.since, count.lockedUntil ?? null],
      ])
    }
  })
}

/**
 * Says until when: a name that nobody has is locked just as one that somebody has, so that the time tells nothing. The lock
 * that ends first may not be the last; whoever comes back then is told of the other.
 */
function lockedOut(until: number, now: number): Refusal {
  return new Refusal('access/locked-out', undefined, { until, seconds: Math.ceil((until - now) / 1000) })
}

/**
 * Takes back the attempt that succeeded, and forgets the failures before it where they were aimed at the account. What came
 * from its address beside it stays counted: one's own account must not wipe the trace of guessing at others.
 */
export async function forgiveAttempt(tx: Queries, limits: readonly Limit[]): Promise<void> {
  for (const { key, failures } of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    if (!key.startsWith(FROM)) await tx.query('delete from guanlan.attempt where key = $1', [key])
    else
      await tx.query(
        `update guanlan.attempt set failures = greatest(failures - 1, 0),
           locked_until = case when failures - 1 >= $2 then locked_until end where key = $1`,
        [key, failures],
      )
  }
}

/** Forgets what was counted against an account, from wherever. Returns how many counts there were. */
export async function forgetAttemptsAt(tx: Queries, account: { readonly id: string; readonly nameKey: string }): Promise<number> {
  const rows = await tx.query(
    'delete from guanlan.attempt where starts_with(key, $1) or starts_with(key, $2) or key = $3 returning key',
    [`${nameCount(account.nameKey)}@`, `code:${account.id}@`, `code:${account.id}`],
  )
  return rows.length
}

/** Which accounts are locked now, from some address or from all: asked of each account by the keys it is counted under. */
export async function lockedAccounts(
  queries: Queries,
  now: number,
): Promise<(account: { readonly id: string; readonly nameKey: string }) => boolean> {
  const rows = await queries.query<{ key: string }>('select key from guanlan.attempt where locked_until > $1', [now])
  const locked = new Set(rows.map(({ key }) => key.split('@', 1)[0]))
  return ({ id, nameKey }) => locked.has(nameCount(nameKey)) || locked.has(`code:${id}`)
}

/** Forgets counts that say nothing any more. */
export async function forgetOldAttempts(queries: Queries, now: number): Promise<void> {
  await queries.query('delete from guanlan.attempt where since + $2 <= $1 and coalesce(locked_until, 0) <= $1', [now, LOCK_MS])
}

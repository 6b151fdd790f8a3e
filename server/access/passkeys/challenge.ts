import { createHash } from 'node:crypto'
import type { Queries } from '../../record/database.ts'

/** What an authenticator is asked to sign for: to become a factor of an account, or to prove who is there. */
export type ChallengePurpose = 'register' | 'answer'

/** How long an authenticator and its person may take, ms. */
export const CHALLENGE_LIFE_MS = 5 * 60_000

const CHALLENGE_BYTES = 32

/** A new challenge, base64url, and the note of it. `account` is whose factor it is to become. */
export async function newChallenge(
  queries: Queries,
  { purpose, account, now, random }: { purpose: ChallengePurpose; account?: string; now: number; random(bytes: number): Buffer },
): Promise<string> {
  const challenge = random(CHALLENGE_BYTES).toString('base64url')
  await queries.query('delete from guanlan.challenge where ends_at <= $1', [now])
  await queries.query('insert into guanlan.challenge (hash, purpose, account, ends_at) values ($1, $2, $3, $4)', [
    ...[hashOf(challenge), purpose, account ?? null, now + CHALLENGE_LIFE_MS],
  ])
  return challenge
}

/** True once for a challenge of ours that was made for this and is not over. */
export async function takeChallenge(
  queries: Queries,
  challenge: string,
  { purpose, account, now }: { purpose: ChallengePurpose; account?: string; now: number },
): Promise<boolean> {
  const taken = await queries.query(
    'delete from guanlan.challenge where hash = $1 and purpose = $2 and account is not distinct from $3 and ends_at > $4 returning hash',
    [hashOf(challenge), purpose, account ?? null, now],
  )
  return taken.length === 1
}

function hashOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex')
}

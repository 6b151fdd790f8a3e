import { createHash } from 'node:crypto'
import type { Queries } from '../../record/database.ts'
import type { Handshake } from './provider.ts'

/** How long a person may be away at the provider, ms. */
export const HANDSHAKE_LIFE_MS = 10 * 60_000

/** A handshake under way, and where in the product the person wanted to go. */
export interface KeptHandshake extends Handshake {
  readonly backTo: string
}

/** Keeps a handshake under the secret that the browser bears as a cookie meanwhile. */
export async function keepHandshake(queries: Queries, secret: string, handshake: KeptHandshake, now: number): Promise<void> {
  const { state, nonce, verifier, backTo } = handshake
  await queries.query('delete from guanlan.handshake where ends_at <= $1', [now])
  await queries.query(
    'insert into guanlan.handshake (hash, state, nonce, verifier, back_to, ends_at) values ($1, $2, $3, $4, $5, $6)',
    [hashOf(secret), state, nonce, verifier, backTo, now + HANDSHAKE_LIFE_MS],
  )
}

/** Takes the handshake of a secret, once; undefined when there is none or it is over. */
export async function takeHandshake(queries: Queries, secret: string, now: number): Promise<KeptHandshake | undefined> {
  const [row] = await queries.query<{ state: string; nonce: string; verifier: string; back_to: string }>(
    'delete from guanlan.handshake where hash = $1 and ends_at > $2 returning state, nonce, verifier, back_to',
    [hashOf(secret), now],
  )
  return row && { state: row.state, nonce: row.nonce, verifier: row.verifier, backTo: row.back_to }
}

/** A path of this very product, or its front page: nobody is sent elsewhere by an address that looks like ours. */
export function pathWithin(wanted: string | undefined): string {
  const BASE = 'http://here.invalid'
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted) || !URL.canParse(wanted, BASE)) return '/'
  const url = new URL(wanted, BASE)
  return url.origin === BASE ? `${url.pathname}${url.search}` : '/'
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

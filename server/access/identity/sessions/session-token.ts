import { createHash } from 'node:crypto'

/** 256 random bits: nobody finds one by trying. */
const TOKEN_BYTES = 32

/** A token to be handed out once; only its hash is kept. */
export function newToken(random: (bytes: number) => Buffer): string {
  return random(TOKEN_BYTES).toString('base64url')
}

/** What is kept of a token. Its bits are random, so a fast hash is enough: there is nothing to guess. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** True for what could be a token of ours; anything else need not be looked up. */
export function isTokenShaped(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/** A name for a row, as unguessable as it needs to be to tell nothing of the number of rows. */
export function newId(random: (bytes: number) => Buffer): string {
  return random(12).toString('base64url')
}

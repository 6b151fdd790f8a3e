import { createHash, randomBytes } from 'node:crypto'

/** A new secret of a source. The prefix tells a person, and a scanner of leaked secrets, what it is. */
export function makeToken(): string {
  return `gl_${randomBytes(32).toString('base64url')}`
}

/** What the record keeps of a token: SHA-256 in hex. A token is random enough to need no salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What a source may be called: it is read aloud, written in logs and typed in commands. */
export const SOURCE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._:@/-]{0,79}$/u

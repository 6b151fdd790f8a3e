import { Secret, TOTP } from 'otpauth'

/** Length of a code's life, seconds, and how many steps before and after the present one are taken: clocks differ. */
export const STEP_S = 30
export const WINDOW = 1

/** RFC 4226 asks for 160 bits. */
export const SECRET_BYTES = 20

/** What an authenticator program needs to make codes (RFC 6238, SHA-1, six digits): what all of them know. */
export interface TotpSecret {
  /** Base32, for typing. */
  readonly secret: string
  /** otpauth: address, for a picture to be read by a phone. */
  readonly uri: string
}

/** A new secret for an account. `name` is what the authenticator shows beside the code. */
export function newTotp(random: (bytes: number) => Buffer, name: string): TotpSecret {
  const secret = new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer })
  return { secret: secret.base32, uri: totpOf(secret, name).toString() }
}

/**
 * The step a code belongs to, or undefined when it belongs to none that is taken now. Whoever accepts a code keeps its
 * step, and never accepts that or an earlier one again. `secret` is base32. Pure.
 */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const token = code.replace(/\s/g, '')
  const delta = totpOf(Secret.fromBase32(secret), '').validate({ token, timestamp: now, window: WINDOW })
  return delta === null ? undefined : Math.floor(now / 1000 / STEP_S) + delta
}

/** The code of a moment. */
export function codeAt(secret: string, now: number): string {
  return totpOf(Secret.fromBase32(secret), '').generate({ timestamp: now })
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Guanlan', label: label || 'Guanlan', secret, algorithm: 'SHA1', digits: 6, period: STEP_S })
}

import type { Remit } from '#contract/access.ts'

/** A program that reads, as operators see it. */
export interface Reader {
  readonly id: string
  readonly name: string
  readonly area: Remit['area']
  readonly domains: Remit['domains']
  readonly isDisabled: boolean
  /** When it last asked for something, epoch ms, to the minute; undefined until it has. */
  readonly seenAt: number | undefined
}

/** Tells a person, and a scanner of leaked secrets, what a token is. Tokens of sources begin with gl_. */
export const READER_TOKEN_PREFIX = 'gr_'

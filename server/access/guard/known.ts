import { Refusal } from '#contract/errors.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import type { Credential } from './credential.ts'

/** Who a credential stands for, and until when at most. */
export interface Known {
  readonly subject: Subject
  /** When the right ends whatever happens, epoch ms; never for screens and programs, which are revoked. */
  readonly endsAt?: number
}

/** Where tokens are looked up. Each answers undefined for one that is unknown, over or revoked. */
export interface Registers {
  session(token: string): Promise<Known | undefined>
  screen(token: string): Promise<Known | undefined>
  reader(token: string): Promise<Known | undefined>
}

const NOBODY: Known = { subject: VISITOR }

/**
 * Finds out who asks. Cookies that are worth nothing any more make a visitor: a browser sends them whether one likes it or
 * not. A token is sent on purpose: one that is worth nothing throws Refusal `access/token-unknown`.
 */
export async function know(credential: Credential, registers: Registers): Promise<Known> {
  switch (credential.kind) {
    case 'none':
      return NOBODY
    case 'reader': {
      const known = await registers.reader(credential.token)
      if (!known) throw new Refusal('access/token-unknown')
      return known
    }
    case 'cookies': {
      const { session, screen } = credential
      const person = session === undefined ? undefined : await registers.session(session)
      if (person) return person
      return (screen === undefined ? undefined : await registers.screen(screen)) ?? NOBODY
    }
  }
}

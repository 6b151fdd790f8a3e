import type { Action } from '#contract/access.ts'
import type { Transaction } from '../../record/database.ts'
import type { AuditActor } from '../audit/audit-entry.ts'
import type { Subject } from '../policy/subject.ts'

/** What an act may use while it runs. Time and randomness are handed in. */
export interface ActContext {
  readonly tx: Transaction
  readonly subject: Subject
  readonly now: number
  /** Cryptographically random bytes. */
  random(bytes: number): Buffer
}

/** What an act came to: the answer, and what the audit says it was done to. Never a secret in `detail`. */
export interface Done<Outcome> {
  readonly outcome: Outcome
  readonly object?: { readonly kind: string; readonly id: string }
  readonly detail?: Readonly<Record<string, unknown>>
  /** Who did it, where only the act itself finds out: whoever it signed in. */
  readonly actor?: AuditActor
}

/** Something a person, a screen or a program may do: a verb in a file of its own. */
export interface Act<Input, Outcome> {
  /** `noun.verb`, as the audit names it. */
  readonly type: string
  /** What the doer must be allowed, or `anyone` for acts that prove themselves (signing in, pairing, an invitation). */
  readonly needs: Action | 'anyone'
  /** Decides on current state and changes it, all in `tx`. Throws Refusal; then nothing has changed. */
  run(context: ActContext, input: Input): Promise<Done<Outcome>>
}

export function defineAct<Input, Outcome>(act: Act<Input, Outcome>): Act<Input, Outcome> {
  return act
}

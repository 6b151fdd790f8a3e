import { type Action, ROLES } from '#contract/access.ts'
import { type ErrorCode, Refusal } from '#contract/errors.ts'
import { roleOf, type Subject } from './subject.ts'

/** Whether a subject may do something, and, when not, the code that says so. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly code: ErrorCode }

const ALLOWED: Decision = { allowed: true }

/**
 * The one decision of the product about what may be done, for HTTP and sockets alike: what the role's row in the table does
 * not name is refused. What may be *seen* is narrowed further by the scope of the remit; see `scopeOf`.
 *
 * `self:manage` is the exception by design: a person who still owes a password or a factor must be able to give it.
 */
export function decide(subject: Subject, action: Action): Decision {
  if (ROLES[roleOf(subject)].may.some((allowed) => allowed === action)) return ALLOWED
  if (subject.kind === 'person' && action === 'self:manage') return ALLOWED
  if (subject.kind === 'visitor') return { allowed: false, code: 'access/sign-in-needed' }
  if (subject.kind === 'person' && subject.owes.length > 0) return { allowed: false, code: 'access/duty-owed' }
  return { allowed: false, code: 'access/refused' }
}

/** Throws Refusal when the subject may not. */
export function demand(subject: Subject, action: Action): void {
  const decision = decide(subject, action)
  if (!decision.allowed) throw new Refusal(decision.code)
}

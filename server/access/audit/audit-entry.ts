import type { Role } from '#contract/access.ts'
import type { Transaction } from '../../record/database.ts'

/** How it came out: `done`, `refused` (by policy or by the state of things), or `failed` by a fault of ours. */
export type AuditResult = 'done' | 'refused' | 'failed'

/** Who did it. `nobody` is somebody who has not signed in; the name is what they claimed, if anything. */
export interface AuditActor {
  readonly kind: 'person' | 'screen' | 'program' | 'operator' | 'nobody'
  /** Id of the account, screen or reader. */
  readonly id?: string
  readonly name?: string
  readonly role?: Role
}

/**
 * One act as it is written down (GB/T 22239-2019 8.1.4.3 b): when, who, what kind, on what, how it came out, from where.
 * `detail` never holds a secret, nor personal data in the clear.
 */
export interface AuditEntry {
  /** Epoch ms by the server's clock. */
  readonly at: number
  readonly actor: AuditActor
  /** `noun.verb` of the act: session.open, account.disable, screen.enrol. */
  readonly type: string
  /** What it was done to. */
  readonly object?: { readonly kind: string; readonly id: string }
  readonly result: AuditResult
  /** Why it was refused or failed: a code of `ERRORS`. */
  readonly code?: string
  readonly address?: string
  readonly agent?: string
  readonly requestId?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Where acts are written down. An entry is part of the transaction it is appended in: no audit, no change. */
export interface AuditLog {
  append(tx: Transaction, entry: AuditEntry): Promise<void>
}

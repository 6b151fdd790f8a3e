import type { Assurance, Remit, Role } from '#contract/access.ts'
import type { DisplayClass } from '#contract/display-class.ts'

/** An account as the administrators are shown it. Times are epoch ms. */
export interface AccountRecord {
  readonly id: string
  readonly name: string
  readonly shown: string
  readonly state: 'invited' | 'active' | 'disabled'
  /** Why it is disabled. */
  readonly reason: string | null
  /** Masked. */
  readonly phone: string | null
  readonly hasFactor: boolean
  readonly sessions: number
  readonly madeAt: number
  readonly usedAt: number
  readonly remits: readonly Remit[]
}

export interface SessionRecord {
  readonly id: string
  readonly openedAt: number
  readonly usedAt: number
  readonly endsAt: number
  readonly assurance: Assurance
  readonly role: Role | null
  readonly address: string | null
  readonly agent: string | null
}

export interface FactorRecord {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly name: string
  readonly madeAt: number
  readonly usedAt: number | null
}

export interface ScreenRecord {
  readonly id: string
  readonly name: string
  readonly display: DisplayClass
  readonly area: string
  readonly enrolledAt: number
  readonly enrolledBy: string
  /** When it last asked for something; null until it has collected its token. */
  readonly seenAt: number | null
}

import type { Verification } from '../audit/verify-audit.ts'

/** What the running product sees of itself, read now. A part that could not be read is undefined: it is then unknown. */
export interface Facts {
  readonly at: number
  /** When writing the audit stopped working, where it does not work now, epoch ms. */
  readonly brokenSince: number | undefined
  /** The newest anchor that this server made, epoch ms. */
  readonly anchoredAt: number | undefined
  readonly audit: AuditFacts | undefined
  readonly verification: Verification | undefined
  readonly accounts: AccountFacts | undefined
  readonly sessions: SessionFacts | undefined
  readonly database: DatabaseFacts | undefined
  readonly sealing: SealingFacts | undefined
  readonly blocks: BlockFacts | undefined
  readonly setting: SettingFacts
}

export interface AuditFacts {
  readonly rows: number
  /** Epoch ms; undefined where there is no row. */
  readonly oldestAt: number | undefined
  readonly newestAt: number | undefined
  readonly lastDay: number
  readonly refusedLastDay: number
  readonly typesLastMonth: number
  readonly unmaskedLastMonth: number
  readonly exportedLastMonth: number
}

export interface AccountFacts {
  /** Enabled accounts of people; those of a trial are not counted anywhere here. */
  readonly enabled: number
  readonly disabled: number
  readonly withoutFactor: number
  readonly expired: number
  readonly unused: number
  /** Accounts that hold two administrators' roles, or one and a duty. */
  readonly conflicting: number
  readonly administrators: Readonly<Record<'system' | 'security' | 'audit', number>>
  readonly locked: number
}

export interface SessionFacts {
  readonly people: number
  readonly ofTrial: number
  readonly overdue: number
  readonly screens: number
  readonly readers: number
}

export interface DatabaseFacts {
  readonly role: string
  readonly mayChangeAudit: boolean
  readonly ownsAudit: boolean
  readonly triggersHold: boolean
  readonly clockAheadMs: number
  readonly version: string
}

export interface SealingFacts {
  readonly cipher: string
  readonly sealed: number
  /** Values sealed with a key before the newest. */
  readonly sealedBefore: number
  readonly isKeyPrivate: boolean
  readonly isKeyElsewhere: boolean
}

export interface BlockFacts {
  readonly open: number
  readonly touchesLastDay: number
}

export interface SettingFacts {
  readonly isSecure: boolean
  readonly isLoopback: boolean
  /** Networks administrators are held to. */
  readonly adminNetworks: number
  readonly isTrial: boolean
  readonly isSimulated: boolean
  readonly contentSecurityPolicy: string
  readonly origins: number
  readonly proxies: number
  readonly provider: string | undefined
  readonly passkeys: boolean
  readonly levels: Readonly<Record<'open' | 'internal' | 'sensitive', number>>
  readonly runtime: string
}

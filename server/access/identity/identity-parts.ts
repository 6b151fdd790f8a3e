import type { Catalogue } from '#contract/catalogue.ts'
import type { ExecuteParts } from '../act/execute.ts'
import type { CookieSite } from '../cookies.ts'
import type { PersonalVault } from '../personal/vault.ts'
import type { Passwords } from './passwords/password-hash.ts'
import type { SessionRules } from './sessions/session.ts'

/** What accounts, sign-in and sessions are handed. */
export interface IdentityParts extends ExecuteParts, SessionRules, CookieSite {
  readonly passwords: Passwords
  readonly vault: PersonalVault
  readonly catalogue: Catalogue
  /** Address of the product as people type it, without a slash at its end. */
  readonly publicUrl: string
  /** True while nobody administers the product: the start printed a link for that. Costs nothing to ask. */
  isNew(): boolean
  /** Told when there are administrators. */
  noteAdministrators(): void
  /** Ways in that not every deployment has: a provider, and passkeys of one host name. */
  readonly moreWays: {
    readonly provider?: { readonly name: string }
    /** The host whose pages can ask for a passkey: a browser lets no other. */
    readonly passkeyHost?: string
  }
}

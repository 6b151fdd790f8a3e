import { randomBytes } from 'node:crypto'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { Database } from '../record/database.ts'
import type { Tracing } from '../tracing/tracing.ts'
import type { AuditLog } from './audit/audit-entry.ts'
import { type Endings, openEndings } from './endings.ts'
import type { Provider } from './federation/provider.ts'
import { isWithoutAdministrators } from './identity/accounts/newness.ts'
import type { IdentityParts } from './identity/identity-parts.ts'
import { makeSetupLink } from './identity/invitations/setup-link.ts'
import { openPasswords } from './identity/passwords/password-hash.ts'
import { endTrial, sweepIdentity } from './identity/sessions/sweep.ts'
import type { RelyingParty } from './passkeys/relying-party.ts'
import type { PersonalVault } from './personal/vault.ts'

/** How often what is over is ended and forgotten, ms: a session idle for too long stays no longer than that beyond it. */
const SWEEP_MS = 5_000

export interface AccessParts {
  readonly database: Database
  readonly audit: AuditLog
  readonly vault: PersonalVault
  readonly catalogue: Catalogue
  readonly clock: Clock
  /** See `isTrialAllowed`; decided once, by whoever knows where the server listens. */
  readonly isTrial: boolean
  /** True in the shadow city of a drill. */
  readonly isDrill?: boolean
  /** Address of the product as people type it, without a slash at its end. */
  readonly publicUrl: string
  /** Who the product is to authenticators; left out where no passkey can work. */
  readonly party?: RelyingParty
  /** The OpenID Connect provider of the deployment, and what people call it. */
  readonly provider?: NamedProvider
  /** Told of acts; left out, nobody wants to know. */
  readonly tracing?: Tracing | undefined
  onFault(fault: unknown): void
}

/** A provider under the name its button bears. */
export interface NamedProvider {
  readonly name: string
  readonly provider: Provider
}

/** Everything that knows who is there, open. */
export interface Access {
  readonly identity: IdentityParts
  readonly endings: Endings
  readonly party?: RelyingParty
  readonly provider?: Provider
  /** One-time link for making the first administrators, while there are none; for whoever started the server. */
  readonly setupLink?: string
  close(): Promise<void>
}

/** Opens accounts, sessions and the hearing of what ended. Throws RecordFault when the database is away. */
export async function openAccess(parts: AccessParts): Promise<Access> {
  const { database, clock, catalogue, isTrial, isDrill = false, publicUrl, party, provider, onFault } = parts
  const areas = new Set(catalogue.areas.map(({ code }) => code))
  let isNew = !isTrial && (await isWithoutAdministrators(database))
  const identity: IdentityParts = {
    ...{ database, catalogue, isTrial, isDrill, publicUrl, audit: parts.audit, vault: parts.vault, tracing: parts.tracing },
    moreWays: { ...(party && { passkeyHost: party.id }), ...(provider && { provider: { name: provider.name } }) },
    passwords: openPasswords(),
    isSecure: publicUrl.startsWith('https:'),
    hasArea: (code) => areas.has(code),
    isNew: () => isNew,
    noteAdministrators: () => {
      isNew = false
    },
    now: clock.now,
    random: randomBytes,
  }
  if (!isTrial) await endTrial(identity)
  const setupLink = isNew ? await makeSetupLink(identity) : undefined
  const endings = await openEndings({ database, every: clock.every, onFault })
  const sweep = async () => {
    if (isNew) isNew = await isWithoutAdministrators(database)
    await sweepIdentity(identity)
  }
  let sweeping = Promise.resolve()
  const stopSweeping = clock.every(SWEEP_MS, () => {
    // The next sweep finds what this one could not do.
    sweeping = sweep().catch(onFault)
  })
  return {
    identity,
    endings,
    ...(setupLink !== undefined && { setupLink }),
    ...(party && { party }),
    ...(provider && { provider: provider.provider }),
    close: async () => {
      stopSweeping()
      await sweeping
      await endings.close()
    },
  }
}

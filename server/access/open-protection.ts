import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock/system-clock.ts'
import type { Database } from '../record/database.ts'
import type { ExecuteParts } from './act/execute.ts'
import { type AuditWatch, watchAudit } from './audit/audit-watch.ts'
import { PostgresAuditLog } from './audit/postgres-audit-log.ts'
import { loadSigningKey } from './audit/signing-key.ts'
import { type AddressList, readAddressList } from './hardening/addresses/address-list.ts'
import { type Blocks, openBlocks } from './hardening/blocks/blocks.ts'
import type { CipherName } from './personal/cipher-name.ts'
import { isPrivate, keyFile, keysOf, loadKeyRing } from './personal/key-ring.ts'
import { type SealingVault, sealingVault } from './personal/sealing-vault.ts'

/** Where faults of protection are written; a pino logger fits. */
export interface ProtectionLog {
  error(fields: object, message: string): void
}

export interface ProtectionParts {
  readonly database: Database
  readonly dataDir: string
  readonly clock: Clock
  readonly timeZone: string
  readonly personalCipher: CipherName
  readonly personalKeyFile?: string
  readonly trustProxy: readonly string[]
  readonly neverBlock: readonly string[]
  readonly adminNetworks: readonly string[]
  readonly log: ProtectionLog
}

/** What everybody's acts are written into, what personal data is sealed with, and who is kept out: open. */
export interface Protection {
  readonly audit: PostgresAuditLog
  readonly vault: SealingVault
  readonly auditWatch: AuditWatch
  readonly blocks: Blocks
  /** Proxies that are believed about where a request comes from. */
  readonly proxies: AddressList
  /** Networks administrators work in; none: anywhere. */
  readonly adminNetworks: AddressList
  /** The key of personal data: whether nobody else may read it, and whether it lies outside the data folder. */
  readonly personalKey: { isPrivate(): Promise<boolean>; readonly isElsewhere: boolean }
  close(): Promise<void>
}

/** Opens it all. Throws StartupFault for a key that cannot be used, RecordFault when the database is away. */
export async function openProtection(parts: ProtectionParts): Promise<Protection> {
  const { database, dataDir, clock, timeZone, log } = parts
  const ring = await loadKeyRing(dataDir, parts.personalKeyFile)
  const vault = sealingVault(parts.personalCipher, keysOf(keyFile(dataDir, parts.personalKeyFile), ring), randomBytes)
  const key = await loadSigningKey(dataDir)
  const audit = new PostgresAuditLog((fault) =>
    log.error({ err: fault }, 'The audit cannot be written; acts are refused until it can.'),
  )
  const acting: ExecuteParts = { database, audit, now: clock.now, random: randomBytes }
  const blocks = await openBlocks({
    ...{ ...acting, exempt: addressesOf(parts.neverBlock), every: clock.every },
    onFault: (fault) => log.error({ err: fault }, 'A touch of a decoy could not be written down.'),
  })
  const auditWatch = await watchAudit({
    ...{ database, dataDir, key, timeZone, clock },
    onContradicted: (file) =>
      log.error({ file }, 'The audit is not what was signed: run npm run --silent admin -- audit verify and keep the anchors.'),
    onFault: (fault) => log.error({ err: fault }, 'An anchor of the audit could not be made; it is tried again.'),
  })
  return {
    ...{ audit, vault, auditWatch, blocks },
    proxies: addressesOf(parts.trustProxy),
    adminNetworks: addressesOf(parts.adminNetworks),
    personalKey: {
      isPrivate: () => isPrivate(keyFile(dataDir, parts.personalKeyFile)),
      isElsewhere: parts.personalKeyFile !== undefined,
    },
    close: async () => {
      await blocks.close()
      await auditWatch.close()
    },
  }
}

/** The settings were read before: a mistake in them has stopped the start. */
function addressesOf(entries: readonly string[]): AddressList {
  const list = readAddressList(entries)
  if ('mistake' in list) throw new Error(`${list.mistake} is no address`)
  return list
}

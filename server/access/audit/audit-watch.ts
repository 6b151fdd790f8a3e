import type { Clock } from '../../system-clock.ts'
import { type Anchored, type Anchoring, anchorAudit, dayOf, renewNewestAnchor } from './audit-anchors.ts'
import { type Verification, verifyAudit } from './verify-audit.ts'

/** How often the newest anchor is renewed, ms: what may be cut off unnoticed is never older than this. */
const RENEW_EVERY_MS = 60_000

export interface AuditWatchParts extends Anchoring {
  readonly clock: Clock
  /** The audit contradicts what was signed about it: the file that says so. */
  onContradicted(file: string): void
  /** An anchor could not be made for now; it is tried again. */
  onFault(fault: unknown): void
}

/** Keeps signed anchors of the audit while the server runs, and verifies it when asked. */
export interface AuditWatch {
  /** Verifies the whole audit; whoever asks meanwhile is answered with the same. */
  verify(): Promise<Verification>
  /** The newest anchor made by this server, epoch ms. */
  readonly anchoredAt: number | undefined
  close(): Promise<void>
}

/** Makes an anchor at once, then one at each midnight of the city, and renews the newest every minute. */
export async function watchAudit(parts: AuditWatchParts): Promise<AuditWatch> {
  const { clock, timeZone } = parts
  let day = ''
  let anchoredAt: number | undefined
  const contradicted = new Set<string>()
  let working = Promise.resolve()
  const note = (anchored: Anchored, now: number) => {
    if (anchored.kind === 'made') anchoredAt = now
    else if (!contradicted.has(anchored.file)) {
      contradicted.add(anchored.file)
      parts.onContradicted(anchored.file)
    }
  }
  const renew = async () => {
    const now = clock.now()
    const today = dayOf(now, timeZone)
    note(await (today === day ? renewNewestAnchor(parts, now) : anchorAudit(parts, now)), now)
    day = today
  }
  await renew().catch(parts.onFault)
  const stop = clock.every(RENEW_EVERY_MS, () => {
    working = working.then(renew).catch(parts.onFault)
  })
  let verifying: Promise<Verification> | undefined
  return {
    verify: () => {
      verifying ??= verifyAudit({ ...parts, now: clock.now }).finally(() => {
        verifying = undefined
      })
      return verifying
    },
    get anchoredAt() {
      return anchoredAt
    },
    close: async () => {
      stop()
      await working
      // The last anchor covers what was done since, up to the moment of leaving.
      await renewNewestAnchor(parts, clock.now()).catch(parts.onFault)
    },
  }
}

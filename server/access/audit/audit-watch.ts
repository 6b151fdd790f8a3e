import type { Clock } from '../../clock/system-clock.ts'
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

/** A verification that takes longer than this, ms, is not done again for whoever only wants to show one that is young enough. */
const LONG_MS = 2_000
const RECENT_MS = 10 * 60_000
/** How long somebody who only wants to show one waits for it, ms. */
const PATIENCE_MS = 5_000

/** Keeps signed anchors of the audit while the server runs, and verifies it when asked. */
export interface AuditWatch {
  /** Verifies the whole audit; whoever asks meanwhile is answered with the same. */
  verify(): Promise<Verification>
  /** A new verification where it is done soon; of a long chain, one of the last minutes, or the last there was, if any. */
  recent(): Promise<Verification | undefined>
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
  let last: Verification | undefined
  let took = 0
  let verifying: Promise<Verification> | undefined
  const verify = () => {
    verifying ??= verifyAudit({ ...parts, now: clock.now })
      .then((found) => {
        last = found
        took = clock.now() - found.at
        return found
      })
      .finally(() => {
        verifying = undefined
      })
    return verifying
  }
  return {
    verify,
    recent: async () => {
      if (last && !last.flaw && took > LONG_MS && clock.now() - last.at < RECENT_MS) return last
      const patience = Promise.withResolvers<undefined>()
      const stopWaiting = clock.every(PATIENCE_MS, () => patience.resolve(undefined))
      return (await Promise.race([verify(), patience.promise]).finally(stopWaiting)) ?? last
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

import type { Matter, MatterActor } from '#contract/matter.ts'
import type { WarningState } from '#contract/warning.ts'
import type { Clock } from '../clock/system-clock.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { Database } from '../record/database.ts'
import { WARNING } from './warning-life.ts'

/** The clock ends warnings in nobody’s name. */
const CLOCK: MatterActor = { kind: 'rule', id: 'warning-expiry', name: 'warning-expiry' }

/** How often ends are looked for, ms. */
const LOOK_EVERY_MS = 1_000

/** Warnings that are still open although their time is over. Pure. */
export function overdueWarnings(open: readonly Matter[], now: number): readonly string[] {
  return open.filter(({ kind, state }) => kind === 'warning' && (state as WarningState).untilAt <= now).map(({ id }) => id)
}

/**
 * Ends one warning whose time is over. Looks again with the warning in hand: another server may have ended it, or an update
 * prolonged it. Returns whether this call ended it.
 */
export async function expireWarning(database: Database, id: string, now: number): Promise<boolean> {
  const { result } = await changeMatters(database, now, async (desk) => {
    const warning = await desk.take(WARNING, id)
    if (warning?.state.phase !== 'in-force' || warning.state.untilAt > now) return false
    await desk.append(WARNING, id, [{ type: 'warning.expired', at: now, actor: CLOCK, body: null }])
    return true
  })
  return result
}

export interface ExpiryParts {
  readonly database: Database
  readonly clock: Clock
  /** The open warnings as they stand. */
  open(): readonly Matter[]
  onFault(fault: unknown): void
}

/** Ends warnings as their time comes, for as long as the server runs. Returns the undo, which waits for the look under way. */
export function driveExpiry({ database, clock, open, onFault }: ExpiryParts): () => Promise<void> {
  let looking: Promise<void> | undefined
  const look = async () => {
    for (const id of overdueWarnings(open(), clock.now())) await expireWarning(database, id, clock.now())
  }
  const stop = clock.every(LOOK_EVERY_MS, () => {
    looking ??= look()
      .catch(onFault)
      .finally(() => {
        looking = undefined
      })
    return looking
  })
  return async () => {
    stop()
    await looking
  }
}

import type { Matter, MatterActor } from '#contract/matter.ts'
import type { WarningState } from '#contract/warning.ts'
import { changeMatters } from '../matters/change-matters.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { WARNING } from './warning-life.ts'

/** The clock ends warnings in nobody’s name. */
const CLOCK: MatterActor = { kind: 'rule', id: 'warning-expiry', name: 'warning-expiry' }

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
  /** The open warnings as they stand. */
  open(): readonly Matter[]
  now(): number
}

/** Ends every warning whose time has come. Throws RecordFault when the database is away; the next look makes up for it. */
export async function expireWarnings({ database, open, now }: ExpiryParts): Promise<void> {
  await withEach(
    overdueWarnings(open(), now()),
    (id) => `warning/${id}`,
    (id) => expireWarning(database, id, now()),
  )
}

import type { Clock } from '../clock/system-clock.ts'
import type { Hub } from '../hub/hub-port.ts'

/** Windows are settled and silence is noticed this often, in ms: as often as a screen is told. */
const HUB_TICK_MS = 250

/**
 * Ticks the hub, never two ticks at a time. A tick that fails (the database is away) is told and tried again with the
 * next: what it would have settled is still there. Returns the undo, which waits for the tick under way.
 */
export function driveHub(hub: Pick<Hub, 'tick'>, clock: Clock, onFault: (fault: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined
  const stop = clock.every(HUB_TICK_MS, () => {
    running ??= hub
      .tick()
      .catch(onFault)
      .finally(() => {
        running = undefined
      })
    return running
  })
  return async () => {
    stop()
    await running
  }
}

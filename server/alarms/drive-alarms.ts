import type { Clock } from '../clock/system-clock.ts'

/** Rules are held against the clock this often, ms. */
const ALARM_TICK_MS = 1_000

/** One thing that is done again and again. */
export type AlarmWork = (now: number) => Promise<void>

/**
 * Does each of the works with every tick, side by side and never one of them twice at a time. One that fails (the database is
 * away) is told once and tried again. Returns the undo, which waits for what is under way.
 */
export function driveAlarms(works: readonly AlarmWork[], clock: Clock, onFault: (fault: unknown) => void): () => Promise<void> {
  const stops = works.map((work) => {
    let running: Promise<void> | undefined
    let isFailing = false
    const stop = clock.every(ALARM_TICK_MS, () => {
      running ??= work(clock.now())
        .then(
          () => {
            isFailing = false
          },
          (fault: unknown) => {
            if (!isFailing) onFault(fault)
            isFailing = true
          },
        )
        .finally(() => {
          running = undefined
        })
      return running
    })
    return async () => {
      stop()
      await running
    }
  })
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
  }
}

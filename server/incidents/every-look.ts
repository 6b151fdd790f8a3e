import type { Clock } from '../clock/system-clock.ts'

/** How often what time makes of matters is looked at, ms: a clock on a screen that has run out is overdue a second later. */
const LOOK_EVERY_MS = 1_000

/** Looks again and again for as long as the server runs, one look at a time. Returns the undo, which waits for the one under way. */
export function everyLook(
  clock: Pick<Clock, 'every'>,
  look: () => Promise<void>,
  onFault: (fault: unknown) => void,
): () => Promise<void> {
  let looking: Promise<void> | undefined
  const stop = clock.every(LOOK_EVERY_MS, () => {
    // What a look could not do, the next one finds again.
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

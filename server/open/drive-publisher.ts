import type { Clock } from '../clock/system-clock.ts'
import type { Publisher } from './publisher.ts'

/** It is looked this often whether something is due, in ms. */
const LOOK_MS = 1_000

/**
 * Wakes the publisher, never twice at a time. A tick that fails (the database is away) is told once and tried again: what
 * was published stays until then, and says how old it is. Returns the undo, which waits for the tick under way.
 */
export function drivePublisher(
  publisher: Pick<Publisher, 'tick'>,
  clock: Pick<Clock, 'every'>,
  onFault: (fault: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined
  let isFailing = false
  const stop = clock.every(LOOK_MS, () => {
    running ??= publisher
      .tick()
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
}

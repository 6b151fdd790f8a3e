import type { Clock } from './system-clock.ts'

/** How often what time alone brings is looked at, ms: what runs out is seen to have run out a second later. */
export const LOOK_EVERY_MS = 1_000

/** What is done again and again. */
export interface Repeated {
  /** How often, ms. */
  readonly everyMs: number
  /** What a turn could not do, the next one finds again. */
  work(): Promise<unknown>
  /**
   * Told when turns begin to fail, and again only of another fault or after one that succeeded: a database that is away for an hour
   * is one fault.
   */
  onFault(fault: unknown): void
}

/**
 * Does a work with every tick of the clock, never twice at a time: a tick that comes while a turn is under way is let go, and is
 * handed that turn to wait for. Returns the undo, which waits for the turn under way.
 */
export function repeat(clock: Pick<Clock, 'every'>, { everyMs, work, onFault }: Repeated): () => Promise<void> {
  let turn: Promise<void> | undefined
  let told: string | undefined
  const stop = clock.every(everyMs, () => {
    turn ??= work()
      .then(
        () => {
          told = undefined
        },
        (fault: unknown) => {
          if (String(fault) !== told) onFault(fault)
          told = String(fault)
        },
      )
      .finally(() => {
        turn = undefined
      })
    return turn
  })
  return async () => {
    stop()
    await turn
  }
}

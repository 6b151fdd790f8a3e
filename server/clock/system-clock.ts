/**
 * The time, and somebody to be woken by. `every` returns the undo. What `run` gives back, if it is a promise, is what was begun:
 * a clock that somebody drives waits for it.
 */
export interface Clock {
  now(): number
  every(ms: number, run: () => unknown): () => void
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

/** The time, and somebody to be woken by. `every` returns the undo. */
export interface Clock {
  now(): number
  every(ms: number, run: () => void): () => void
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

import type { Clock } from '../state/clock.ts'

/** A clock that shows a moment of the past and is moved by hand: it never goes by itself. */
export interface PastClock extends Clock {
  /** Shows another moment. Rings once for whoever's multiple has passed; for everybody after a jump, backwards as well. */
  set(at: number, isJump: boolean): void
}

/** The clock of a screen that looks back. What rings every second at the speed of life rings once a step at a higher one. */
export function createPastClock(start: number): PastClock {
  let now = start
  const rings = new Map<number, Set<() => void>>()
  return {
    now: () => now,
    learn: () => undefined,
    every: (ms, listener) => {
      const listeners = rings.get(ms) ?? new Set<() => void>()
      rings.set(ms, listeners)
      const ring = () => listener()
      listeners.add(ring)
      return () => {
        listeners.delete(ring)
        if (listeners.size === 0 && rings.get(ms) === listeners) rings.delete(ms)
      }
    },
    set: (at, isJump) => {
      const before = now
      now = at
      for (const [ms, listeners] of [...rings]) {
        if (!isJump && Math.floor(before / ms) === Math.floor(at / ms)) continue
        for (const listener of [...listeners]) listener()
      }
    },
  }
}

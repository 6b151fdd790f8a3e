/**
 * The server's clock as this screen knows it. A wall with a wrong clock still shows right ages: every `at` of the
 * server corrects the offset. Time passes by a monotonic clock, so a clock set by hand moves nothing.
 */
export interface Clock {
  /** Server time now, epoch ms. */
  now(): number
  /** Learns from the server's clock. Smaller offsets win at once (less delay on the way), larger ones slowly. */
  learn(serverAt: number): void
  /** Calls back at each whole multiple of `ms` of server time. Returns the undo. */
  every(ms: number, listener: () => void): () => void
}

/** How time reaches the clock; a test hands in its own. */
export interface TimeSource {
  /** Wall clock of this machine, epoch ms. */
  wall(): number
  /** Monotonic milliseconds. */
  monotonic(): number
  after(ms: number, callback: () => void): () => void
}

/** An offset off by more than this is taken over at once: the server's clock was set, or another server answers. */
const JUMP_MS = 2_000

export function createClock(time: TimeSource): Clock {
  let base = time.wall() - time.monotonic()
  let isLearned = false
  const rings = new Map<number, { listeners: Set<() => void>; stop: () => void }>()
  const now = () => base + time.monotonic()
  const wind = (ms: number, listeners: Set<() => void>): (() => void) =>
    time.after(ms - (((now() % ms) + ms) % ms) + 1, () => {
      const ring = rings.get(ms)
      if (!ring) return
      ring.stop = wind(ms, listeners)
      for (const listener of [...listeners]) listener()
    })
  return {
    now,
    learn: (serverAt) => {
      const heard = serverAt - time.monotonic()
      const difference = heard - base
      if (!isLearned || Math.abs(difference) > JUMP_MS || difference > 0) base = heard
      else base += difference / 64
      isLearned = true
    },
    every: (ms, listener) => {
      const ring = rings.get(ms) ?? { listeners: new Set<() => void>(), stop: () => {} }
      if (ring.listeners.size === 0) {
        rings.set(ms, ring)
        ring.stop = wind(ms, ring.listeners)
      }
      ring.listeners.add(listener)
      return () => {
        ring.listeners.delete(listener)
        if (ring.listeners.size > 0) return
        ring.stop()
        rings.delete(ms)
      }
    },
  }
}

/** Time as the browser has it. */
export const browserTime: TimeSource = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

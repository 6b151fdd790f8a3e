import type { Clock } from './system-clock.ts'

interface Timer {
  readonly ms: number
  dueAt: number
  readonly run: () => unknown
}

/** How often a clock that was let go moves by itself, ms. */
const FREE_MS = 50

/**
 * A clock that stands still until it is moved: the time of a shadow city, which passes as fast as whoever plays the drill
 * likes, and never faster than the city can follow. Timers that came due while it was moved run once each, as after a machine
 * has slept; what they do may be waited for.
 */
export class DrivenClock implements Clock {
  #now: number
  readonly #timers = new Set<Timer>()
  #isFree = false

  /** `at` in epoch ms. */
  constructor(at: number) {
    this.#now = at
  }

  readonly now = (): number => this.#now

  readonly every = (ms: number, run: () => unknown): (() => void) => {
    const timer = { ms, dueAt: this.#now + ms, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Sets the time, in whole milliseconds and never back. Nothing runs yet: what is said of this moment can be told first. */
  moveTo(at: number): void {
    this.#now = Math.max(this.#now, Math.round(at))
  }

  /** Runs every timer that is due, once, the longest overdue first. Resolves when what they began is over; nothing it does rejects this. */
  async tick(): Promise<void> {
    const due = [...this.#timers].filter(({ dueAt }) => dueAt <= this.#now).sort((a, b) => a.dueAt - b.dueAt)
    const begun = due.map((timer) => {
      timer.dueAt = this.#now + timer.ms
      return this.#timers.has(timer) ? timer.run() : undefined
    })
    await Promise.allSettled(begun)
  }

  /** Lets time pass by itself from now on: nobody drives it any more, and what waits for a timer must not wait for ever. */
  letGo(): void {
    if (this.#isFree) return
    this.#isFree = true
    setInterval(() => {
      this.moveTo(this.#now + FREE_MS)
      void this.tick()
    }, FREE_MS).unref()
  }
}

/** Requests a socket may make at once: a change of scene lets go of all its views and takes as many new ones. */
export const REQUEST_BURST = 100

/** Requests a socket may make per second, in the long run. */
export const REQUESTS_PER_SECOND = 20

/** Refusals in a row after which a socket is closed: it does not listen, and even a refusal costs memory. */
export const MAX_REFUSALS = 1_000

/** A token bucket. Times in epoch ms. */
export class RequestBudget {
  #tokens = REQUEST_BURST
  #at: number
  #refusals = 0

  constructor(now: number) {
    this.#at = now
  }

  /** What becomes of one more request. */
  spend(now: number): 'granted' | 'refused' | 'exhausted' {
    this.#tokens = Math.min(REQUEST_BURST, this.#tokens + (Math.max(0, now - this.#at) / 1000) * REQUESTS_PER_SECOND)
    this.#at = now
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      this.#refusals = 0
      return 'granted'
    }
    this.#refusals += 1
    return this.#refusals > MAX_REFUSALS ? 'exhausted' : 'refused'
  }
}

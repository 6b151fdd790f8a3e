import { PACE_WINDOW_MS, type Pace } from './pace.ts'

/** Handshakes of the live city by one address: a floor of walls comes back at once, and again, when a line breaks. */
export const HANDSHAKE_PACE: Pace = { name: 'handshake', perMinute: 3_000 }

/** Addresses counted at a time. */
const MOST_COUNTED = 20_000

/** Counts the handshakes of each address within a minute. Memory has an end: the address not begun for longest is forgotten. */
export class HandshakePace {
  readonly #counted = new Map<string, { readonly since: number; times: number }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** True while the address may shake hands once more; each call counts. */
  isWithin(address: string): boolean {
    const at = this.#now()
    const known = this.#counted.get(address)
    if (known && at - known.since < PACE_WINDOW_MS) {
      known.times += 1
      return known.times <= HANDSHAKE_PACE.perMinute
    }
    this.#counted.delete(address)
    this.#counted.set(address, { since: at, times: 1 })
    if (this.#counted.size > MOST_COUNTED) this.#counted.delete(this.#counted.keys().next().value as string)
    return true
  }
}

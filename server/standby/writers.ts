import { setTimeout as pause } from 'node:timers/promises'

/** Before what was not answered is sent again, ms. */
const RETRY_MS = 50
/** A server that does not answer for this long is asked again, ms. */
const PATIENCE_MS = 5_000

/** A figure that was acknowledged, and when, on the clock of `performance.now()`. */
export interface Acknowledged {
  readonly value: number
  readonly at: number
}

/** Where figures go, and which. */
export interface Written {
  readonly url: string
  readonly token: string
  readonly metric: string
  readonly area: string
  /** How long an answer is waited for, ms, where it is not as long as usual. */
  readonly patienceMs?: number
}

/** Sources that send one figure after the other, and send again what was not acknowledged. */
export class Writers {
  readonly acknowledged: Acknowledged[] = []
  readonly #written: Written
  readonly #from = Date.now() - 3_600_000
  readonly #writing: Promise<void>[]
  #next = 0
  #isOver = false

  constructor(written: Written, count: number) {
    this.#written = written
    this.#writing = Array.from({ length: count }, () => this.#write())
  }

  /** The first acknowledgement after an instant; waits for it. */
  async firstAfter(instant: number): Promise<Acknowledged> {
    for (;;) {
      const found = this.acknowledged.find(({ at }) => at > instant)
      if (found) return found
      await pause(RETRY_MS)
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#writing)
  }

  async #write(): Promise<void> {
    while (!this.#isOver) {
      const value = this.#next++
      while (!this.#isOver && !(await this.#send(value))) await pause(RETRY_MS)
    }
  }

  /** Each figure is of a millisecond of its own, so that none takes the place of another. */
  async #send(value: number): Promise<boolean> {
    const { url, token, metric, area, patienceMs = PATIENCE_MS } = this.#written
    const row = { metric, area, time: new Date(this.#from + value).toISOString(), value }
    try {
      const answer = await fetch(`${url}/api/hub/observations`, {
        ...{ method: 'POST', body: JSON.stringify([row]), signal: AbortSignal.timeout(patienceMs) },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      })
      const told = (await answer.json()) as { accepted?: number; duplicates?: number }
      const isTaken = answer.ok && (told.accepted ?? 0) + (told.duplicates ?? 0) === 1
      if (isTaken) this.acknowledged.push({ value, at: performance.now() })
      return isTaken
    } catch {
      return false
    }
  }
}

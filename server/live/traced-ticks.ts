import type { Hub } from '../hub/hub-port.ts'
import type { Span, TracePlace, Tracing } from '../tracing/tracing.ts'

/** Revisions that wait for a tick, at most: what comes on top is told without being linked. */
const MOST_WAITING = 100

/** Makes each tick that tells screens of traced revisions a span: part of the first of them, and linked to the others. */
export class TracedTicks {
  readonly #tracing: Tracing
  readonly #stop: () => void
  #places: TracePlace[] = []

  constructor(hub: Pick<Hub, 'onCommit'>, tracing: Tracing) {
    this.#tracing = tracing
    this.#stop = hub.onCommit(({ place }) => {
      if (place !== undefined && this.#places.length < MOST_WAITING) this.#places.push(place)
    })
  }

  /** Begins the span of a tick; undefined where no revision that is traced waits for it. */
  begin(): Span | undefined {
    const [parent, ...links] = this.#places
    if (parent === undefined) return undefined
    this.#places = []
    return this.#tracing.begin('fan-out', { parent, links })
  }

  stop(): void {
    this.#stop()
  }
}

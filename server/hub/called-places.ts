import type { TracePlace } from '../tracing/tracing.ts'

/** Revisions that are called out and not followed yet, of which a place is kept: minutes of them. */
const MOST_WAITING = 1_000

/** Where the revisions of another server are traced, from when it called them out until they are followed here. */
export class CalledPlaces {
  readonly #places = new Map<number, TracePlace>()

  /** Keeps the place of a revision; the oldest is let go where too many wait. */
  note(revision: number, place: TracePlace): void {
    this.#places.set(revision, place)
    const [oldest] = this.#places.keys()
    if (this.#places.size > MOST_WAITING && oldest !== undefined) this.#places.delete(oldest)
  }

  /** The place of a revision that is followed now, once; those of earlier ones came too late, and go. */
  take(revision: number): TracePlace | undefined {
    const place = this.#places.get(revision)
    for (const known of this.#places.keys()) if (known <= revision) this.#places.delete(known)
    return place
  }
}

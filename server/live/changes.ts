import type { Mode } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import { keyOf } from './view.ts'

/**
 * Most points an `every` view may owe its readers at one time. Beyond it (years of history arriving through the door)
 * following revision by revision has lost its sense: the readers are told to take a new snapshot.
 */
export const MAX_EVERY_POINTS = 50_000

/**
 * What a view owes its readers since its cursor. `latest` keeps one point for each series, so it never outgrows the view;
 * `every` keeps all in revision order, up to `MAX_EVERY_POINTS`.
 */
export class Changes {
  readonly #mode: Mode
  #newest = new Map<SeriesKey, Point>()
  #every: Point[] = []
  #overflowed = false

  constructor(mode: Mode) {
    this.#mode = mode
  }

  get size(): number {
    return this.#mode === 'latest' ? this.#newest.size : this.#every.length
  }

  /** True when an `every` view owes more than it may; its points were then dropped. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  add(point: Point): void {
    if (this.#mode === 'latest') this.#newest.set(keyOf(point), point)
    else if (this.#every.length < MAX_EVERY_POINTS && !this.#overflowed) this.#every.push(point)
    else {
      this.#overflowed = true
      this.#every = []
    }
  }

  /** The points owed, handed over: afterwards nothing is owed. */
  take(): readonly Point[] {
    const points = this.#mode === 'latest' ? [...this.#newest.values()] : this.#every
    this.#newest = new Map()
    this.#every = []
    this.#overflowed = false
    return points
  }
}

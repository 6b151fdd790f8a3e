import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import type { RoomPatch } from './room-patch.ts'

/**
 * What a `latest` room told while some of its readers were held: the newest point of each series, and with which patch it came.
 * Kept once for all of them, however many and however long: so it is bounded by the view, and a slow reader delays nobody.
 */
export class Withheld {
  readonly #newest = new Map<SeriesKey, { readonly point: Point; readonly turn: number }>()
  #turn = 0

  /** How many patches it has taken in. */
  get turn(): number {
    return this.#turn
  }

  /** Takes in a patch of the room. */
  add(told: RoomPatch): void {
    this.#turn += 1
    for (const [index, key] of told.keys.entries())
      this.#newest.set(key, { point: told.patch.points[index] as Point, turn: this.#turn })
  }

  /** The newest point of each series that changed after that turn. */
  since(turn: number): readonly Point[] {
    return [...this.#newest.values()].filter((each) => each.turn > turn).map(({ point }) => point)
  }
}

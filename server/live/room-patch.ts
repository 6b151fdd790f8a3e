import type { Patch, WirePoints } from '#contract/live.ts'
import type { SeriesKey } from '#contract/series.ts'
import { keyOf, type View } from './view.ts'
import { wirePoints } from './wire-points.ts'

/** A patch of a room with what its readers share: each is made once, when the first asks for it. */
export class RoomPatch {
  readonly patch: Patch
  readonly #view: View
  #wire: Patch<WirePoints> | undefined
  #keys: readonly SeriesKey[] | undefined

  constructor(view: View, patch: Patch) {
    this.patch = patch
    this.#view = view
  }

  /** The patch as it is sent. */
  get wire(): Patch<WirePoints> {
    this.#wire ??= { ...this.patch, points: wirePoints(this.#view, this.patch.points) }
    return this.#wire
  }

  /** The series of each of its points. */
  get keys(): readonly SeriesKey[] {
    this.#keys ??= this.patch.points.map(keyOf)
    return this.#keys
  }
}

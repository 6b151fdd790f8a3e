import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import type { CityModel, Commit } from '../hub/hub-port.ts'
import { Room } from './room.ts'
import { keyOf, type View } from './view.ts'

/** The rooms there are, found by view and by series: a commit visits only the rooms that show what it changed. */
export class Rooms {
  readonly #byView = new Map<string, Room>()
  readonly #latest = new Map<SeriesKey, Set<Room>>()
  readonly #every = new Map<SeriesKey, Set<Room>>()
  readonly #model: CityModel

  constructor(model: CityModel) {
    this.#model = model
  }

  get size(): number {
    return this.#byView.size
  }

  values(): Iterable<Room> {
    return this.#byView.values()
  }

  get(viewId: string): Room | undefined {
    return this.#byView.get(viewId)
  }

  /** Opens a room for the view at `revision`. There must be none yet. */
  open(view: View, revision: number, now: number): Room {
    const room = new Room(view, revision, now)
    this.#byView.set(view.id, room)
    const index = this.#indexOf(view)
    for (const key of view.series) {
      const rooms = index.get(key)
      if (rooms) rooms.add(room)
      else index.set(key, new Set([room]))
    }
    return room
  }

  close(room: Room): void {
    this.#byView.delete(room.view.id)
    const index = this.#indexOf(room.view)
    for (const key of room.view.series) {
      const rooms = index.get(key)
      rooms?.delete(room)
      if (rooms?.size === 0) index.delete(key)
    }
  }

  /** Notes what a commit changes in each room. Commits come in revision order. */
  collect(commit: Commit): void {
    if (this.#every.size > 0) for (const point of everyPoints(this.#model, commit)) note(this.#every, point)
    if (this.#latest.size > 0) for (const point of commit.latest) note(this.#latest, point)
  }

  #indexOf(view: View): Map<SeriesKey, Set<Room>> {
    return view.mode === 'latest' ? this.#latest : this.#every
  }
}

/**
 * What an `every` view sees of a commit: each revision of each base-window point, then the running totals it changed.
 * A change of freshness alone is no new value, and is told to `latest` views only.
 */
export function* everyPoints(model: CityModel, commit: Commit): Generator<Point> {
  yield* commit.revised
  for (const point of commit.latest) if (point.step !== model.metrics.get(point.metric)?.period) yield point
}

function note(index: ReadonlyMap<SeriesKey, Set<Room>>, point: Point): void {
  const rooms = index.get(keyOf(point))
  if (rooms) for (const room of rooms) room.changes.add(point)
}

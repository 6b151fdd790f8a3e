import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'

/**
 * The newest point of every series this screen follows. Listeners are kept by series, so that a change of one figure
 * wakes only those who draw it. Points are immutable: a changed point is another object.
 */
export interface PointsStore {
  get(key: SeriesKey): Point | undefined
  /** Takes in points; older revisions than the known one are left out. Wakes each listener once. */
  apply(points: Iterable<Point>): void
  /** Takes in points whatever revision is known: those of a past moment, which need not rise. Wakes each listener once. */
  replace(points: Iterable<Point>): void
  /** Takes in a snapshot: series of `view` it does not name are forgotten, so nothing stale outlives a resync. */
  reset(points: Iterable<Point>): void
  subscribe(keys: Iterable<SeriesKey>, listener: () => void): () => void
  /** Wakes for any change; for counts over all series. */
  subscribeAll(listener: () => void): () => void
  all(): Iterable<Point>
  readonly size: number
  /** Rises whenever any point changes: who read at the same version need not read again. */
  readonly version: number
}

export function createPointsStore(): PointsStore {
  const points = new Map<SeriesKey, Point>()
  const listeners = new Map<SeriesKey, Set<() => void>>()
  const everybody = new Set<() => void>()
  let version = 0
  const wake = (keys: Iterable<SeriesKey>) => {
    version += 1
    const awake = new Set<() => void>(everybody)
    for (const key of keys) for (const listener of listeners.get(key) ?? []) awake.add(listener)
    for (const listener of awake) listener()
  }
  const take = (incoming: Iterable<Point>, force: boolean): Set<SeriesKey> => {
    const changed = new Set<SeriesKey>()
    for (const point of incoming) {
      const key = seriesKey(point.metric, point.area, point.step)
      const known = points.get(key)
      if (known && !force && known.revision > point.revision) continue
      if (known && isSame(known, point)) continue
      points.set(key, point)
      changed.add(key)
    }
    return changed
  }
  return {
    get: (key) => points.get(key),
    apply: (incoming) => {
      const changed = take(incoming, false)
      if (changed.size > 0) wake(changed)
    },
    replace: (incoming) => {
      const changed = take(incoming, true)
      if (changed.size > 0) wake(changed)
    },
    reset: (incoming) => {
      const list = [...incoming]
      const named = new Set(list.map((point) => seriesKey(point.metric, point.area, point.step)))
      const changed = take(list, true)
      for (const key of points.keys()) {
        if (named.has(key)) continue
        points.delete(key)
        changed.add(key)
      }
      if (changed.size > 0) wake(changed)
    },
    subscribe: (keys, listener) => {
      const list = [...keys]
      for (const key of list) {
        const set = listeners.get(key) ?? new Set()
        set.add(listener)
        listeners.set(key, set)
      }
      return () => {
        for (const key of list) {
          const set = listeners.get(key)
          set?.delete(listener)
          if (set?.size === 0) listeners.delete(key)
        }
      }
    },
    subscribeAll: (listener) => {
      everybody.add(listener)
      return () => everybody.delete(listener)
    },
    all: () => points.values(),
    get size() {
      return points.size
    },
    get version() {
      return version
    },
  }
}

/** The key of a resolved series. */
export function keyOf(ref: ResolvedSeries): SeriesKey {
  return seriesKey(ref.metric, ref.area, ref.step)
}

/** Stands for a series the server has not answered for yet; it is never stored. */
export function unheardPoint(ref: ResolvedSeries): Point {
  return { ...emptyPoint(ref), revision: UNHEARD }
}

/** True before the server said anything of a series: its answer is on the way, so nothing can be said of it yet. */
export function isUnheard({ revision }: Pick<Point, 'revision'>): boolean {
  return revision === UNHEARD
}

/** No record has this revision. */
const UNHEARD = -1

/** What a series is in which nothing was ever observed: empty, which is neither zero nor silence. */
export function emptyPoint(ref: ResolvedSeries): Point {
  return {
    metric: ref.metric,
    area: ref.area,
    step: ref.step,
    window: null,
    value: null,
    observedAt: null,
    freshness: 'empty',
    coverage: { reported: 0, expected: 0 },
    revision: 0,
  }
}

function isSame(a: Point, b: Point): boolean {
  return (
    a.revision === b.revision &&
    a.value === b.value &&
    a.freshness === b.freshness &&
    a.observedAt === b.observedAt &&
    a.coverage.reported === b.coverage.reported &&
    a.coverage.expected === b.coverage.expected &&
    a.window?.[0] === b.window?.[0]
  )
}

import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { Clock } from '../state/clock.ts'
import type { HistoryStore } from '../state/history.ts'
import type { PaintAges } from '../state/paint-ages.ts'
import type { PointsStore } from '../state/points.ts'
import type { ViewName } from './line.ts'

/** Where points wait for the next frame. A figure that changes twice between two frames is drawn once. */
export interface Inbox {
  snapshot(view: ViewName, points: readonly Point[]): void
  patch(view: ViewName, points: readonly Point[] | undefined): void
}

export interface InboxPorts {
  readonly points: PointsStore
  readonly history: HistoryStore
  readonly ages: PaintAges
  readonly clock: Clock
  /** Calls back once, in the next frame; a hidden page has no frames, so after a while without one. */
  frame(callback: () => void): void
  /** Calls back once what was drawn in this frame is painted. */
  painted(callback: () => void): void
}

export function createInbox({ points, history, ages, clock, frame, painted }: InboxPorts): Inbox {
  let figures = new Map<SeriesKey, Point>()
  let whole: readonly Point[] | undefined
  let trends: Point[] = []
  let isWaiting = false

  const drain = () => {
    isWaiting = false
    const observedAt = newestAdvance(points, figures.values())
    if (whole) points.reset(whole)
    if (figures.size > 0) points.apply(figures.values())
    if (trends.length > 0) history.extend(trends)
    whole = undefined
    figures = new Map()
    trends = []
    if (observedAt !== undefined) painted(() => ages.add(Math.max(0, clock.now() - observedAt)))
  }
  const schedule = () => {
    if (isWaiting) return
    isWaiting = true
    frame(drain)
  }
  return {
    snapshot: (view, incoming) => {
      if (view === 'figures') {
        whole = incoming
        figures = new Map()
      } else {
        trends.push(...incoming)
      }
      schedule()
    },
    patch: (view, incoming) => {
      if (!incoming) return
      if (view === 'figures') for (const point of incoming) figures.set(seriesKey(point.metric, point.area, point.step), point)
      else trends.push(...incoming)
      schedule()
    },
  }
}

/**
 * The newest moment observed that the screen did not know of yet. Neither a change of freshness nor the first sight of a
 * figure is news from the city.
 */
function newestAdvance(points: PointsStore, incoming: Iterable<Point>): number | undefined {
  let newest: number | undefined
  for (const point of incoming) {
    if (point.observedAt === null) continue
    const known = points.get(seriesKey(point.metric, point.area, point.step))
    if (known && (known.observedAt ?? 0) < point.observedAt && (newest === undefined || point.observedAt > newest))
      newest = point.observedAt
  }
  return newest
}

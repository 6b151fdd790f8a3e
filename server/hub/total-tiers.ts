import type { WindowCalendar } from '#contract/window.ts'
import type { ObservationWindow, StoredPoint } from '../record/record-store.ts'
import type { MetricPlan } from './metric-plan.ts'
import type { RolledPoint } from './roll-up.ts'
import type { SeriesState } from './series-state.ts'
import { TimeHeap } from './time-heap.ts'

/** A stretch is written down when it is over and nothing came into it for this long, in ms. */
const QUIET_MS = 60_000

/** Stretches of running totals (the hours of today) as they are written down with the next revision. */
export interface WrittenTier {
  readonly plan: MetricPlan
  readonly start: number
  readonly state: SeriesState
  readonly point: RolledPoint
}

interface Due {
  readonly plan: MetricPlan
  readonly start: number
}

/**
 * The hours of today's running totals, written down in the record once they are over: as points of `metric/PT1H`, one
 * for each area, `reported` 1. So a start late in the day reads 24 sums for each figure and not 1,440 minutes, and the
 * minutes need not stay in memory. A late row takes the hour's word back (`reported` 0) in the very commit that changes
 * it, until the hour has been quiet again; so whatever the moment of a crash, what is written down is true.
 */
export class TotalTiers {
  private readonly calendar: WindowCalendar
  private readonly statesOf: (plan: MetricPlan) => readonly SeriesState[]
  private readonly due = new TimeHeap<Due>()
  private readonly awaited = new Set<string>()
  /** Starts of the stretches written down, by metric. */
  private readonly written = new Map<MetricPlan, Set<number>>()

  constructor(calendar: WindowCalendar, statesOf: (plan: MetricPlan) => readonly SeriesState[]) {
    this.calendar = calendar
    this.statesOf = statesOf
  }

  /** The stretch of the metric's tier that holds a window; undefined for a metric without tiers. */
  private startOf(plan: MetricPlan, windowStart: number): number | undefined {
    return plan.tier && this.calendar.start(plan.tier, windowStart)
  }

  /** Remembers that a window came into a stretch, so that it is written down in time. */
  touch(plan: MetricPlan, windowStart: number, now: number): void {
    const start = this.startOf(plan, windowStart)
    if (start === undefined || plan.tier === undefined) return
    this.await({ plan, start }, Math.max(this.calendar.end(plan.tier, start) + plan.graceMs, now) + QUIET_MS)
  }

  /** What must be read again before these points are taken in: stretches whose windows have left the memory. */
  closed(points: readonly RolledPoint[], stateOf: (point: RolledPoint) => SeriesState): readonly ObservationWindow[] {
    const windows = new Map<string, ObservationWindow>()
    for (const point of points) {
      const state = stateOf(point)
      const { plan } = state
      const from = this.startOf(plan, point.windowStart)
      if (from === undefined || plan.tier === undefined || !state.isStretchClosed(from)) continue
      windows.set(`${plan.index}/${from}`, { metric: plan.id, from, to: this.calendar.end(plan.tier, from) })
    }
    return [...windows.values()]
  }

  /** The words taken back by these points: one for each area whose written-down stretch they change. */
  takenBack(points: readonly RolledPoint[], stateOf: (point: RolledPoint) => SeriesState): readonly RolledPoint[] {
    const back = new Map<string, RolledPoint>()
    for (const point of points) {
      const { plan } = stateOf(point)
      const start = this.startOf(plan, point.windowStart)
      if (start === undefined || !this.written.get(plan)?.has(start)) continue
      const { area, observedAt } = point
      back.set(`${plan.index}/${area}/${start}`, {
        ...tierPoint(plan, area, start),
        numerator: 0,
        denominator: 0,
        observedAt,
        reported: 0,
      })
    }
    return [...back.values()]
  }

  /**
   * Stretches that are over and quiet, of all areas of a metric at once: a start reads the windows of a stretch only where
   * the record lacks its word, so an area must never be silent beside others that are written down. Changes nothing until
   * `keep` says that they are in the record.
   */
  ripe(now: number): readonly WrittenTier[] {
    const ripe: WrittenTier[] = []
    for (let due = this.due.pop(now); due; due = this.due.pop(now)) {
      const { plan, start } = due
      this.awaited.delete(nameOf(due))
      const unkept: WrittenTier[] = []
      let touchedAt = Number.NEGATIVE_INFINITY
      for (const state of this.statesOf(plan)) {
        const stretch = state.unkeptStretch(start)
        if (!stretch) continue
        touchedAt = Math.max(touchedAt, stretch.touchedAt)
        const { numerator, denominator, observedAt } = stretch
        const point = { ...tierPoint(plan, state.place.area, start), numerator, denominator, observedAt, reported: 1 }
        unkept.push({ plan, start, state, point })
      }
      if (touchedAt + QUIET_MS > now) this.await(due, touchedAt + QUIET_MS)
      else ripe.push(...unkept)
    }
    return ripe
  }

  /** Says that these are in the record now. */
  keep(written: readonly WrittenTier[]): void {
    for (const { plan, start, state } of written) {
      state.closeStretch(start)
      this.writtenOf(plan).add(start)
    }
  }

  /** Learns of words that another server wrote down or took back. Points of other kinds are passed over. */
  note(stored: readonly StoredPoint[], plans: ReadonlyMap<string, MetricPlan>): void {
    for (const { metric, area, windowStart, reported } of stored) {
      const plan = plans.get(metric.slice(0, metric.indexOf('/')))
      if (!plan || metric !== tierName(plan)) continue
      this.writtenOf(plan).add(windowStart)
      if (reported > 0) this.stateIn(plan, area)?.closeStretch(windowStart)
    }
  }

  /**
   * Takes the record's stretches of one metric in, at a start. Gives the windows between `from` and `to` that nothing
   * true is written down of: they must be read in full.
   */
  restore(plan: MetricPlan, stored: readonly StoredPoint[], from: number, to: number): readonly ObservationWindow[] {
    if (plan.tier === undefined) return [{ metric: plan.id, from, to }]
    const byStart = Map.groupBy(stored, ({ windowStart }) => windowStart)
    const gaps: ObservationWindow[] = []
    for (let start = from; start < to; start = this.calendar.end(plan.tier, start)) {
      const points = byStart.get(start)
      if (points) this.writtenOf(plan).add(start)
      if (points?.every(({ reported }) => reported > 0)) {
        for (const point of points) this.stateIn(plan, point.area)?.restoreStretch({ ...point, start })
      } else gaps.push({ metric: plan.id, from: start, to: this.calendar.end(plan.tier, start) })
    }
    return gaps
  }

  /** Forgets what was written down of the days before `start`. */
  forgetBefore(plan: MetricPlan, start: number): void {
    const written = this.written.get(plan)
    if (written) for (const known of written) if (known < start) written.delete(known)
  }

  private stateIn(plan: MetricPlan, area: string): SeriesState | undefined {
    const place = plan.placeOf.get(area)
    return place && this.statesOf(plan)[place.index]
  }

  private writtenOf(plan: MetricPlan): Set<number> {
    const known = this.written.get(plan) ?? new Set()
    this.written.set(plan, known)
    return known
  }

  private await(due: Due, at: number): void {
    const name = nameOf(due)
    if (this.awaited.has(name)) return
    this.awaited.add(name)
    this.due.push(at, due)
  }
}

/** The name under which a metric's stretches are written down. No metric id has a slash. */
export function tierName(plan: MetricPlan): string {
  return `${plan.id}/${plan.tier}`
}

function tierPoint(plan: MetricPlan, area: string, windowStart: number) {
  return { metric: tierName(plan), area, windowStart, expected: 1 }
}

function nameOf({ plan, start }: Due): string {
  return `${plan.index}/${start}`
}

import type { Step } from '#contract/duration.ts'
import { Freshness, freshnessOf } from '#contract/freshness.ts'
import type { Coverage, Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { MetricPlan, Place } from './metric-plan.ts'
import { type FoldedStretch, RunningTotal } from './running-total.ts'
import { emptyPoint, type FoldedWindow, toPoint } from './to-point.ts'

/** One base window of a series, as committed. */
export interface BaseWindow extends FoldedWindow {
  readonly reported: number
  readonly expected: number
}

/** The long window running totals of one step are in now (today); shared by all series with that headline. */
export interface HeadlineWindow {
  readonly step: Step
  start: number
  end: number
}

/**
 * What is live of one metric in one area: its newest settled window, the windows still open, today's running total and
 * how fresh it is. A window is settled when every expected member reported, or when its grace is over; so that a
 * city's sum does not fall and rise while its towns report. Freshness is judged by the newest observation of any
 * window, so that a figure waiting for its grace is not called late while its feed is on time.
 */
export class SeriesState {
  readonly plan: MetricPlan
  readonly place: Place
  /** The freshness readers were last told; undefined after a start, until the first tick. */
  told: Freshness | undefined = Freshness.Empty
  /** When the freshness watch will look again, epoch ms. */
  dueAt = Number.POSITIVE_INFINITY
  /** Newest observation in any window, epoch ms; undefined before the first. */
  observedAt: number | undefined
  private settled: BaseWindow | undefined
  /** Windows newer than the settled one, oldest first. */
  private open: readonly BaseWindow[] = NONE
  private readonly headline: HeadlineWindow | undefined
  private readonly calendar: WindowCalendar
  private readonly totals = new Map<number, RunningTotal>()

  constructor(plan: MetricPlan, place: Place, calendar: WindowCalendar, headline: HeadlineWindow | undefined) {
    this.plan = plan
    this.place = place
    this.calendar = calendar
    this.headline = headline
  }

  /** Takes a committed window in. True when the newest figure changed; the running total is asked separately. */
  put(window: BaseWindow, now: number): boolean {
    if (this.observedAt === undefined || window.observedAt > this.observedAt) this.observedAt = window.observedAt
    const { settled } = this
    if (settled && window.start < settled.start) return false
    if (settled?.start === window.start || this.isSettled(window, now)) {
      this.settle(window)
      return true
    }
    const others = this.open.filter((known) => known.start !== window.start)
    this.open = [...others, window].sort((a, b) => a.start - b.start)
    return settled === undefined && this.open.at(-1) === window
  }

  /** Settles what time has closed. True when the newest figure changed. */
  close(now: number): boolean {
    const closed = this.open.findLast((window) => this.isSettled(window, now))
    if (!closed) return false
    this.settle(closed)
    return true
  }

  /** Adds a committed window to its running total. True when the total that is shown now changed. */
  putTotal(window: BaseWindow, now: number): boolean {
    const total = this.totalOf(window.start)
    total?.put(window, now)
    return total !== undefined && total === this.shownTotal()
  }

  /** True when the windows of the stretch of the running total that starts at `start` have left the memory. */
  isStretchClosed(start: number): boolean {
    return this.totalOf(start)?.isClosed(start) === true
  }

  /** Takes a stretch of the running total in as the record keeps it. */
  restoreStretch(stretch: FoldedStretch): void {
    this.totalOf(stretch.start)?.restore(stretch)
  }

  /** Brings the windows of a stretch back into memory. */
  reopenStretch(start: number, windows: readonly BaseWindow[]): void {
    this.totalOf(start)?.reopen(start, windows)
  }

  /** The stretch that starts at `start`, if the record does not keep it as it is now. */
  unkeptStretch(start: number) {
    return this.totalOf(start)?.unkept(start)
  }

  closeStretch(start: number): void {
    this.totalOf(start)?.close(start)
  }

  /** Forgets the totals of the days before the headline's. */
  dropPastTotals(): void {
    const { headline } = this
    if (headline) for (const start of this.totals.keys()) if (start < headline.start) this.totals.delete(start)
  }

  /** True while a window waits for its members or its grace. */
  hasOpen(start: number): boolean {
    return this.open.some((window) => window.start === start)
  }

  /** How many windows wait, while none is settled yet. */
  openWindows(): number {
    return this.settled ? 0 : this.open.length
  }

  freshness(now: number): Freshness {
    return freshnessOf(this.observedAt, this.plan.promiseMs, now)
  }

  /** The figure readers are shown at the metric's period. */
  basePoint(now: number): Point {
    const { plan, place } = this
    const window = this.newest()
    if (!window) return emptyPoint(plan, place.area, plan.period, null, place.expected, Freshness.Empty)
    return toPoint(plan, place.area, plan.period, window, coverageOf(window), this.freshness(now))
  }

  /** The running total readers are shown; before the first observation of the day it is null, not zero. */
  totalPoint(now: number): Point {
    const { plan, place, headline } = this
    if (!headline) throw new Error(`${plan.id} has no running total`)
    const freshness = this.freshness(now)
    const total = this.shownTotal()?.total()
    if (!total) {
      const window = this.observedAt === undefined ? null : ([headline.start, headline.end] as const)
      return emptyPoint(plan, place.area, headline.step, window, place.expected, freshness)
    }
    const { numerator, denominator, observedAt, revision } = total
    const folded = { start: headline.start, end: headline.end, numerator, denominator, observedAt, revision }
    return toPoint(plan, place.area, headline.step, folded, this.totalCoverage(headline), freshness)
  }

  /** That of the newest settled window of the day; while none is settled, that of the newest open one. */
  private totalCoverage(headline: HeadlineWindow): Coverage {
    const settled = this.settled && this.settled.start >= headline.start ? this.settled : undefined
    const window = settled ?? this.open.findLast(({ start }) => start >= headline.start && start < headline.end)
    return window ? coverageOf(window) : { reported: 0, expected: this.place.expected }
  }

  private shownTotal(): RunningTotal | undefined {
    return this.headline && this.totals.get(this.headline.start)
  }

  /** The total a window belongs to; undefined for a day that is over, and without running totals. */
  private totalOf(windowStart: number): RunningTotal | undefined {
    const { headline, plan } = this
    if (!headline || windowStart < headline.start) return undefined
    const start = windowStart < headline.end ? headline.start : this.calendar.start(headline.step, windowStart)
    const total = this.totals.get(start) ?? new RunningTotal(this.calendar, plan.timeRollUp, plan.through, start)
    this.totals.set(start, total)
    return total
  }

  private newest(): BaseWindow | undefined {
    return this.settled ?? this.open.at(-1)
  }

  private isSettled(window: BaseWindow, now: number): boolean {
    return window.reported >= window.expected || now >= window.end + this.plan.graceMs
  }

  private settle(window: BaseWindow): void {
    this.settled = window
    if (this.open.length > 0) {
      const later = this.open.filter((known) => known.start > window.start)
      this.open = later.length > 0 ? later : NONE
    }
  }
}

const NONE: readonly BaseWindow[] = []

function coverageOf({ reported, expected }: BaseWindow): Coverage {
  return { reported, expected }
}

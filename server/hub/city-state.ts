import type { Step } from '#contract/duration.ts'
import { Freshness, freshnessOf, nextFreshnessChange } from '#contract/freshness.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { ObservationWindow, StoredEvent, StoredPoint } from '../record/record-store.ts'
import type { MetricPlan, Place } from './metric-plan.ts'
import type { RolledPoint } from './roll-up.ts'
import { type BaseWindow, type HeadlineWindow, SeriesState } from './series-state.ts'
import { TimeHeap } from './time-heap.ts'
import { toPoint } from './to-point.ts'
import { TotalTiers, type WrittenTier } from './total-tiers.ts'

/** Series by the freshness they changed to: the body of a `freshness` event, series named by their base key. */
export type Transitions = Partial<Record<Freshness, SeriesKey[]>>

/** What the clock alone changed, before it is committed. */
export interface Passed {
  /** Series whose newest figure, running total or freshness is another than the one told. */
  readonly changed: ReadonlySet<SeriesState>
  readonly transitions: Transitions
  /** Windows whose grace is over and that had missing members. */
  readonly settled: readonly { readonly metric: string; readonly start: number }[]
  /** Running totals that started anew. */
  readonly opened: readonly { readonly step: Step; readonly start: number }[]
  /** Every figure is told again, since this server begins to lead. */
  readonly isAll: boolean
  /** Hours of running totals to write down. */
  readonly tiers: readonly WrittenTier[]
}

interface LiveSeries {
  readonly state: SeriesState
  readonly isTotal: boolean
}

interface Closing {
  readonly plan: MetricPlan
  readonly start: number
}

/** What is live of the whole city: one state per metric and area, and what each waits for. */
export class CityState {
  private readonly calendar: WindowCalendar
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private readonly states: readonly (readonly SeriesState[])[]
  private readonly series = new Map<SeriesKey, LiveSeries>()
  private readonly headlines = new Map<Step, HeadlineWindow>()
  private readonly closings = new TimeHeap<Closing>()
  /** Closings already waited for, `metric index/window start`. */
  private readonly awaited = new Set<string>()
  private readonly watch = new TimeHeap<SeriesState>()
  private readonly tiers: TotalTiers
  /** Series that readers are to be told of with the next look, whatever it finds. */
  private readonly owed = new Set<SeriesState>()
  private isAllOwed = false
  /** The metric of the point that was last looked up. */
  private recent: MetricPlan | undefined

  constructor(plans: ReadonlyMap<string, MetricPlan>, calendar: WindowCalendar, now: number) {
    this.plans = plans
    this.calendar = calendar
    this.states = [...plans.values()].map((plan) => {
      const headline = plan.headline && this.headlineOf(plan.headline, now)
      return plan.places.map((place) => {
        const state = new SeriesState(plan, place, calendar, headline)
        this.series.set(seriesKey(plan.id, place.area, plan.period), { state, isTotal: false })
        if (plan.headline) this.series.set(seriesKey(plan.id, place.area, plan.headline), { state, isTotal: true })
        return state
      })
    })
    this.tiers = new TotalTiers(calendar, (plan) => this.states[plan.index] ?? [])
  }

  /** Stretches of running totals as the record keeps them, at a start; gives the windows that must be read in full. */
  restoreTiers(plan: MetricPlan, stored: readonly StoredPoint[], from: number, to: number): readonly ObservationWindow[] {
    return this.tiers.restore(plan, stored, from, to)
  }

  has(key: SeriesKey): boolean {
    return this.series.has(key)
  }

  /** The point of a live series as of now; undefined for a key that is none. */
  point(key: SeriesKey, now: number): Point | undefined {
    const found = this.series.get(key)
    if (!found) return undefined
    return found.isTotal ? found.state.totalPoint(now) : found.state.basePoint(now)
  }

  headline(step: Step): HeadlineWindow | undefined {
    return this.headlines.get(step)
  }

  /** True when some series has as many windows as `count` and none of them is settled: the settled one lies further back. */
  hasOnlyOpen(count: number): boolean {
    return this.states.some((states) => states.some((state) => state.openWindows() >= count))
  }

  stateOf(metric: string, area: string): SeriesState | undefined {
    const plan = this.plans.get(metric)
    const place = plan?.placeOf.get(area)
    return plan && place ? this.states[plan.index]?.[place.index] : undefined
  }

  /** Points come out of this city's own roll-up, so their series is known. */
  private readonly stateOfPoint = ({ metric, area }: RolledPoint): SeriesState => {
    // Those of one revision come metric by metric.
    if (this.recent?.id !== metric) this.recent = this.plans.get(metric)
    const plan = this.recent as MetricPlan
    const place = plan.placeOf.get(area) as Place
    return this.states[plan.index]?.[place.index] as SeriesState
  }

  /** Takes in what the record held before this start. What readers were told of it is not known: the first tick tells them. */
  restore(stored: StoredPoint, now: number): void {
    const state = this.stateOf(stored.metric, stored.area)
    if (!state) return
    this.putWindow(state, windowOf(state.plan, stored, this.calendar), now)
    state.told = undefined
    this.lookAgain(state, now)
  }

  /** Takes in a base window of the running total's day. */
  restoreTotal(stored: StoredPoint): void {
    const state = this.stateOf(stored.metric, stored.area)
    if (!state) return
    state.putTotal(windowOf(state.plan, stored, this.calendar), Number.NEGATIVE_INFINITY)
    this.tiers.touch(state.plan, stored.windowStart, Number.NEGATIVE_INFINITY)
  }

  /** What must be read of the record before these points can be taken in, for `reopen`. */
  closed(points: readonly RolledPoint[]): readonly ObservationWindow[] {
    return this.tiers.closed(points, this.stateOfPoint)
  }

  /** Brings the base windows back into memory of the stretches that points are about to change. */
  reopen(points: readonly RolledPoint[], windows: readonly ObservationWindow[], stored: readonly StoredPoint[]): void {
    const wanted = new Set(points.map(this.stateOfPoint))
    for (const [state, known] of Map.groupBy(stored, ({ metric, area }) => this.stateOf(metric, area))) {
      if (!state || !wanted.has(state)) continue
      for (const { metric, from, to } of windows) {
        if (metric !== state.plan.id) continue
        const within = known.filter(({ windowStart }) => windowStart >= from && windowStart < to)
        state.reopenStretch(
          from,
          within.map((point) => windowOf(state.plan, point, this.calendar)),
        )
      }
    }
  }

  /** What these points make untrue of what is written down of running totals; committed with them. */
  takenBack(points: readonly RolledPoint[]): readonly RolledPoint[] {
    return this.tiers.takenBack(points, this.stateOfPoint)
  }

  /** What readers will have to be told of freshness once these points are committed. */
  transitionsOf(points: readonly RolledPoint[], now: number): Transitions {
    const newest = new Map<SeriesState, number>()
    for (const point of points) {
      const state = this.stateOfPoint(point)
      const known = newest.get(state) ?? state.observedAt ?? Number.NEGATIVE_INFINITY
      newest.set(state, Math.max(known, point.observedAt))
    }
    const transitions: Transitions = {}
    for (const [state, observedAt] of newest) {
      const freshness = freshnessOf(observedAt, state.plan.promiseMs, now)
      if (freshness !== state.told) note(transitions, freshness, state)
    }
    return transitions
  }

  /** Takes committed points in; gives them as readers see them, and the live series that changed. */
  apply(points: readonly RolledPoint[], revision: number, now: number): { revised: Point[]; latest: Point[] } {
    const revised: Point[] = []
    const changed = new Set<SeriesState>()
    for (const rolled of points) {
      const state = this.stateOfPoint(rolled)
      const { plan } = state
      const window = windowOf(plan, { ...rolled, revision }, this.calendar)
      const hasChanged = this.putWindow(state, window, now)
      const hasTotalChanged = plan.headline !== undefined && state.putTotal(window, now)
      this.tiers.touch(plan, window.start, now)
      if (hasChanged || hasTotalChanged || state.freshness(now) !== state.told) changed.add(state)
      const seenAt = Math.min(now, window.end)
      const freshness = freshnessOf(window.observedAt, plan.promiseMs, seenAt)
      const coverage = { reported: window.reported, expected: window.expected }
      revised.push(toPoint(plan, rolled.area, plan.period, window, coverage, freshness))
    }
    return { revised, latest: this.tell(changed, now) }
  }

  /** Looks at the clock: which windows closed, which days began, which figures aged. Changes nothing that readers see. */
  pass(now: number): Passed {
    const isAll = this.isAllOwed
    if (isAll) this.oweAll(() => true)
    const changed = new Set(this.owed)
    this.owed.clear()
    this.isAllOwed = false
    const transitions: Transitions = {}
    const settled: { metric: string; start: number }[] = []
    for (let closing = this.closings.pop(now); closing; closing = this.closings.pop(now)) {
      const { plan, start } = closing
      this.awaited.delete(`${plan.index}/${start}`)
      const waiting = this.states[plan.index]?.filter((state) => state.hasOpen(start)) ?? []
      if (waiting.length > 0) settled.push({ metric: plan.id, start })
      for (const state of waiting) changed.add(state)
    }
    for (let state = this.watch.pop(now); state; state = this.watch.pop(now)) {
      if (state.dueAt > now) continue
      state.dueAt = Number.POSITIVE_INFINITY
      if (state.freshness(now) === state.told) this.lookAgain(state, now)
      else changed.add(state)
    }
    const opened = [...this.headlines.values()].filter(({ end }) => now >= end)
    for (const { step } of opened) {
      for (const states of this.states) {
        if (states[0]?.plan.headline === step) for (const state of states) if (state.observedAt !== undefined) changed.add(state)
      }
    }
    for (const state of changed) {
      const freshness = state.freshness(now)
      if (freshness !== state.told) note(transitions, freshness, state)
    }
    const starts = opened.map(({ step }) => ({ step, start: this.calendar.start(step, now) }))
    return { changed, transitions, settled, opened: starts, isAll, tiers: this.tiers.ripe(now) }
  }

  /** Takes back what `pass` found and nobody was told: the next look finds it again. */
  oweAgain({ changed, isAll }: Passed): void {
    this.isAllOwed ||= isAll
    for (const state of changed) this.owed.add(state)
  }

  /** Takes for owed what events of another server told: figures that aged, windows that settled, running totals that began. */
  owe(events: readonly StoredEvent[]): void {
    for (const { kind, body } of events) {
      if (kind === 'freshness') {
        for (const key of Object.values(body as Transitions).flat()) this.oweSeries(this.series.get(key)?.state)
      } else if (kind === 'settled') {
        for (const { metric } of body as Passed['settled']) this.oweAll((plan) => plan.id === metric)
      } else if (kind === 'opened') {
        for (const { step } of body as Passed['opened']) this.oweAll((plan) => plan.headline === step)
      } else if (kind === 'led') this.oweEverything()
    }
  }

  /** Lets the next look tell every figure. */
  oweEverything(): void {
    this.isAllOwed = true
  }

  private oweAll(isMeant: (plan: MetricPlan) => boolean): void {
    for (const plan of this.plans.values())
      if (isMeant(plan)) for (const state of this.states[plan.index] ?? []) this.oweSeries(state)
  }

  private oweSeries(state: SeriesState | undefined): void {
    if (state?.observedAt !== undefined) this.owed.add(state)
  }

  /** Learns which stretches of running totals another server wrote down, so that a late row takes their word back. */
  noteTiers(stored: readonly StoredPoint[]): void {
    this.tiers.note(stored, this.plans)
  }

  /** Makes what `pass` found so, once it is committed; gives the points to tell. */
  applyPassed(passed: Passed, now: number): Point[] {
    this.tiers.keep(passed.tiers)
    for (const { step, start } of passed.opened) {
      const headline = this.headlines.get(step) as HeadlineWindow
      headline.start = start
      headline.end = this.calendar.end(step, start)
      for (const states of this.states) {
        if (states[0]?.plan.headline !== step) continue
        for (const state of states) state.dropPastTotals()
        this.tiers.forgetBefore(states[0].plan, start)
      }
    }
    for (const state of passed.changed) state.close(now)
    return this.tell(passed.changed, now)
  }

  /** Points of both live steps of these series; their freshness counts as told. */
  private tell(changed: Iterable<SeriesState>, now: number): Point[] {
    const points: Point[] = []
    for (const state of changed) {
      points.push(state.basePoint(now))
      if (state.plan.headline) points.push(state.totalPoint(now))
      state.told = state.freshness(now)
      this.lookAgain(state, now)
    }
    return points
  }

  private putWindow(state: SeriesState, window: BaseWindow, now: number): boolean {
    const hasChanged = state.put(window, now)
    if (state.hasOpen(window.start)) this.awaitClosing(state.plan, window.start, window.end)
    return hasChanged
  }

  private awaitClosing(plan: MetricPlan, start: number, end: number): void {
    const name = `${plan.index}/${start}`
    if (this.awaited.has(name)) return
    this.awaited.add(name)
    this.closings.push(end + plan.graceMs, { plan, start })
  }

  /** A series told something that is no longer so is looked at at once, others when their freshness will change. */
  private lookAgain(state: SeriesState, now: number): void {
    const next = state.freshness(now) === state.told ? nextFreshnessChange(state.observedAt, state.plan.promiseMs, now) : now
    if (next >= state.dueAt || next === Number.POSITIVE_INFINITY) return
    state.dueAt = next
    this.watch.push(next, state)
  }

  private headlineOf(step: Step, now: number): HeadlineWindow {
    const known = this.headlines.get(step)
    if (known) return known
    const start = this.calendar.start(step, now)
    const headline = { step, start, end: this.calendar.end(step, start) }
    this.headlines.set(step, headline)
    return headline
  }
}

function windowOf(plan: MetricPlan, stored: StoredPoint, calendar: WindowCalendar): BaseWindow {
  const { numerator, denominator, observedAt, reported, expected, revision, windowStart: start } = stored
  return { start, end: calendar.end(plan.period, start), numerator, denominator, observedAt, reported, expected, revision }
}

/** Notes a change for the event. After a start, what is live is only told; what is not is an event. */
function note(transitions: Transitions, freshness: Freshness, state: SeriesState): void {
  if (state.told === undefined && freshness === Freshness.Live) return
  const list = transitions[freshness] ?? []
  list.push(seriesKey(state.plan.id, state.place.area, state.plan.period))
  transitions[freshness] = list
}

import { STEP_MS, type Step } from '#contract/duration.ts'
import type { ObservationRow } from '#contract/observation.ts'
import type { Figure, SimulatedMetric } from './simulated-metric.ts'
import type { Simulator } from './simulator.ts'

/** Metrics with a longer period than this are posted when their window turns, not sampled through the day. */
const DAY_MS = STEP_MS.P1D

/** True for metrics that are told once a day or more rarely. */
export function isSlow({ periodMs }: SimulatedMetric): boolean {
  return periodMs >= DAY_MS
}

/** The row of a figure; undefined where the area has nothing to say. */
export function toRow(metric: string, area: string, at: number, figure: Figure | undefined): ObservationRow | undefined {
  return figure && { metric, area, time: new Date(at).toISOString(), ...figure }
}

/** What every area says of a gauge at `at`. */
export function gaugeRows(city: Simulator, simulated: SimulatedMetric, at: number): ObservationRow[] {
  return rowsOf(simulated, (area) => toRow(simulated.metric.id, area, at, city.level(simulated, area, at)))
}

/** What every area counted from `from` to `to`, told at the last millisecond of it, so that it falls into that window. */
export function counterRows(city: Simulator, simulated: SimulatedMetric, from: number, to: number): ObservationRow[] {
  return rowsOf(simulated, (area) => toRow(simulated.metric.id, area, to - 1, city.increment(simulated, area, from, to)))
}

/**
 * What a source says when it begins at `now`: of a gauge its level; of a counter its last whole window, and before it
 * all that was counted since `since` in one row at the end of the first stretch of the day, where the day's history will
 * correct it (see `dayStretches`). So running totals are right from the first second.
 */
export function openingRows(city: Simulator, simulated: SimulatedMetric, now: number, since: number): ObservationRow[] {
  const { metric } = simulated
  const step = metric.period as Step
  if (metric.kind === 'gauge') return gaugeRows(city, simulated, now)
  const current = city.calendar.start(step, now)
  const last = city.calendar.start(step, current - 1)
  if (isSlow(simulated)) return counterRows(city, simulated, last, current)
  if (last < since) return []
  const [first] = dayStretches(city, simulated, since, last)
  const before = first
    ? rowsOf(simulated, (area) => toRow(metric.id, area, first.to - 1, city.increment(simulated, area, since, last)))
    : []
  return [...before, ...counterRows(city, simulated, last, current)]
}

/** A stretch of time [from, to) that is told as one row. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** How finely the past is told: a quarter of an hour, an hour for communities where no scene draws it, never finer than the metric's windows. */
const STRETCH_MS = 900_000
const COMMUNITY_STRETCH_MS = 3_600_000

/** The stretches of [since, until) in which the past of a metric is told, oldest first, none across midnight. */
export function dayStretches(
  city: Simulator,
  { metric, periodMs, isDrawn }: SimulatedMetric,
  since: number,
  until: number,
): Stretch[] {
  const length = Math.max(periodMs, metric.level === 'community' && !isDrawn ? COMMUNITY_STRETCH_MS : STRETCH_MS)
  const stretches: Stretch[] = []
  let from = since
  while (from < until) {
    const day = city.calendar.start('P1D', from)
    const next = day + (Math.floor((from - day) / length) + 1) * length
    const to = Math.min(next, city.calendar.end('P1D', day), until)
    stretches.push({ from, to })
    from = to
  }
  return stretches
}

/** The past of one metric from `since` to `until` at the pace of `dayStretches`: all rows of an area stand together. */
export function pastRows(city: Simulator, simulated: SimulatedMetric, since: number, until: number): ObservationRow[] {
  const { metric } = simulated
  const stretches = dayStretches(city, simulated, since, until)
  return rowsOf(simulated, (area) =>
    stretches.flatMap(({ from, to }) => {
      const at = to - 1
      const figure = metric.kind === 'counter' ? city.increment(simulated, area, from, to) : city.level(simulated, area, at)
      return toRow(metric.id, area, at, figure) ?? []
    }),
  )
}

/** Windows of a slow metric that ended before `now`, newest first: a month of days, a year of months, five years. */
const SLOW_WINDOWS: Partial<Record<Step, number>> = { P1D: 30, P1W: 26, P1M: 12, P3M: 8, P1Y: 5 }
/** Communities repeat their town's slow figures day by day; a week of them is history enough. */
const SLOW_COMMUNITY_WINDOWS = 7

/** The slow past of a metric: one row for each area and window, newest first; nothing for metrics told through the day. */
export function slowRows(city: Simulator, simulated: SimulatedMetric, now: number): ObservationRow[] {
  const { metric } = simulated
  const step = metric.period as Step
  const count = metric.level === 'community' ? SLOW_COMMUNITY_WINDOWS : (SLOW_WINDOWS[step] ?? 0)
  const rows: ObservationRow[] = []
  let to = city.calendar.start(step, now)
  for (let index = 0; index < count; index++) {
    const from = city.calendar.start(step, to - 1)
    if (metric.kind === 'counter') rows.push(...counterRows(city, simulated, from, to))
    else rows.push(...gaugeRows(city, simulated, to - 1))
    to = from
  }
  return rows
}

function rowsOf(
  { areas }: SimulatedMetric,
  say: (area: string) => ObservationRow | readonly ObservationRow[] | undefined,
): ObservationRow[] {
  return [...areas.reports].flatMap((area) => say(area) ?? [])
}

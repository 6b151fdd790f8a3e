import { nests, STEP_MS, STEPS, type Step } from '#contract/duration.ts'
import { isDivided, type Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { HistoryRequest } from '../state/history.ts'

const DAY_MS = STEP_MS.P1D
/** Windows asked for at most: a day in quarters of an hour. */
const MOST_WINDOWS = 96

/**
 * The stretch of yesterday a figure is compared with: the whole day before, in windows fine enough to name the same
 * moment. Undefined for metrics that do not change within a day: their yesterday says nothing.
 */
export function changeRequest(
  metric: Metric,
  series: ResolvedSeries,
  calendar: WindowCalendar,
  now: number,
): HistoryRequest | undefined {
  if (STEP_MS[metric.period] >= DAY_MS) return undefined
  const step: Step | undefined = STEPS.find((one) => nests(metric.period, one) && DAY_MS / STEP_MS[one] <= MOST_WINDOWS)
  if (!step) return undefined
  const today = calendar.start('P1D', now)
  return { metric: metric.id, area: series.area, step, from: calendar.start('P1D', today - 1), to: today }
}

/**
 * What the figure was at the same moment of the day before. A running total (今日…) is what had come together by then:
 * whole windows before the moment, and the part of the running one that had passed. Undefined where nothing is known.
 */
export function yesterdayValue(points: readonly Point[], metric: Metric, step: Step, observedAt: number): number | undefined {
  const moment = observedAt - DAY_MS
  const isRunningTotal = step === 'P1D' && metric.headline === 'P1D'
  if (!isRunningTotal) {
    const at = points.find(({ window }) => window && window[0] <= moment && moment < window[1])
    return at?.value ?? undefined
  }
  let numerator = 0
  let denominator = 0
  let isKnown = false
  for (const { window, value, numerator: above, denominator: below } of points) {
    if (!window || value === null || window[0] >= moment) continue
    const share = Math.min(1, (moment - window[0]) / (window[1] - window[0]))
    numerator += (above ?? value) * share
    denominator += (below ?? 0) * share
    isKnown = true
  }
  if (!isKnown) return undefined
  if (isDivided(metric)) return denominator > 0 ? ((metric.scale ?? 1) * numerator) / denominator : undefined
  return metric.rollUp.time === 'sum' ? numerator : undefined
}

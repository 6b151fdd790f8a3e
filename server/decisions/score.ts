import type { FollowUp, ScoreOutcome } from '#contract/decision.ts'
import type { Step } from '#contract/duration.ts'
import { type Metric, promiseMs } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'

/** The window a decision is judged by: the newest of the metric that is over at the moment named. */
export function judgedWindow(at: number, period: Step, calendar: WindowCalendar): { readonly from: number; readonly to: number } {
  const to = calendar.start(period, at)
  return { from: calendar.start(period, to - 1), to }
}

export interface Judgement {
  readonly outcome: ScoreOutcome
  readonly point: Point | null
}

/**
 * How a decision came out, by the point of the judged window; undefined while that is not known. A figure that covers
 * everybody it should is judged once its moment has come. For one that is missing or partial the metric's own promise is
 * waited for; then what there is counts, and where there is nothing nobody says that it was met. Pure.
 */
export function judge(
  { at, direction, target }: FollowUp,
  point: Point | undefined,
  metric: Pick<Metric, 'promise' | 'period'>,
  now: number,
): Judgement | undefined {
  if (now < at) return undefined
  const isWhole = point !== undefined && point.value !== null && point.coverage.reported >= point.coverage.expected
  if (!isWhole && now < at + promiseMs(metric)) return undefined
  if (!point || point.value === null) return { outcome: 'no-data', point: null }
  const isMet = direction === 'at-least' ? point.value >= target : point.value <= target
  return { outcome: isMet ? 'met' : 'missed', point }
}

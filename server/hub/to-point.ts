import type { Step } from '#contract/duration.ts'
import type { Freshness } from '#contract/freshness.ts'
import type { Coverage, Point } from '#contract/point.ts'
import type { MetricPlan } from './metric-plan.ts'

/** What `toPoint` needs to know of a folded window. */
export interface FoldedWindow {
  readonly start: number
  readonly end: number
  readonly numerator: number
  readonly denominator: number
  readonly observedAt: number
  readonly revision: number
}

/** Divides last: `scale × numerator ÷ denominator` for ratios and means, the folded value otherwise, null over nothing. */
export function toPoint(
  plan: MetricPlan,
  area: string,
  step: Step,
  folded: FoldedWindow,
  coverage: Coverage,
  freshness: Freshness,
): Point {
  const { numerator, denominator } = folded
  const point: Point = {
    metric: plan.id,
    area,
    step,
    window: [folded.start, folded.end],
    value: denominator === 0 ? null : plan.divided ? ((plan.metric.scale ?? 1) * numerator) / denominator : numerator,
    observedAt: folded.observedAt,
    freshness,
    coverage,
    revision: folded.revision,
  }
  if (plan.divided) {
    point.numerator = numerator
    point.denominator = denominator
  }
  return point
}

/** The point of a series without a figure: never zero. `window` is null where nothing was ever observed. */
export function emptyPoint(
  plan: MetricPlan,
  area: string,
  step: Step,
  window: readonly [number, number] | null,
  expected: number,
  freshness: Freshness,
): Point {
  return {
    metric: plan.id,
    area,
    step,
    window: window ? [window[0], window[1]] : null,
    value: null,
    observedAt: null,
    freshness,
    coverage: { reported: 0, expected },
    revision: 0,
  }
}

import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'

/**
 * How a figure stands against its metric's limits. `unjudged`: there is no limit for areas of this level, or nothing
 * recent to hold against it; a silent figure is neither well nor ill.
 */
export type Verdict = 'critical' | 'warning' | 'normal' | 'unjudged'

/** True when a point has reached a limit of its metric, either of the two. */
export function isBeyond(...held: Parameters<typeof judge>): boolean {
  const verdict = judge(...held)
  return verdict === 'critical' || verdict === 'warning'
}

/** Holds a point against its metric's limits. Limits are inclusive: `above` 15 is reached at 15. */
export function judge(point: Point, metric: Pick<Metric, 'threshold' | 'period'>, level: string | undefined): Verdict {
  const { threshold } = metric
  if (!threshold || point.value === null) return 'unjudged'
  if (threshold.level !== undefined && threshold.level !== level) return 'unjudged'
  if (point.step !== (threshold.step ?? metric.period)) return 'unjudged'
  if (point.freshness === 'silent' || point.freshness === 'empty') return 'unjudged'
  const { value } = point
  const isBeyond = (limit: number | undefined) =>
    limit !== undefined && (threshold.side === 'above' ? value >= limit : value <= limit)
  if (isBeyond(threshold.critical)) return 'critical'
  return isBeyond(threshold.warn) ? 'warning' : 'normal'
}

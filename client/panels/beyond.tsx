import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { AlarmGlyph } from '../design/glyph.tsx'
import { useCity, useFormat, useT } from '../state/hooks.ts'
import { judge } from './judge.ts'

/** Says in words that a figure is beyond its limit, and which: ▲ 超 8 危急. Nothing for a figure within its limits. */
export function Beyond({ point, metric }: { point: Point; metric: Metric }) {
  const city = useCity()
  const t = useT()
  const format = useFormat()
  const verdict = judge(point, metric, city.area(point.area)?.level)
  if (verdict !== 'critical' && verdict !== 'warning') return null
  const limit = metric.threshold?.[verdict === 'critical' ? 'critical' : 'warn'] ?? 0
  const words = t(metric.threshold?.side === 'below' ? 'alarms.under' : 'alarms.over', {
    limit: format.number(limit, decimalsOf(limit)),
  })
  return (
    <span className="beyond t-small">
      <AlarmGlyph critical={verdict === 'critical'} /> {words} {t(verdict === 'critical' ? 'alarms.critical' : 'alarms.watch')}
    </span>
  )
}

/** Limits are printed as they were written. */
export function decimalsOf(limit: number): number {
  return String(limit).split('.')[1]?.length ?? 0
}

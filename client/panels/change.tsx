import type { ResolvedSeries } from '#contract/scene-series.ts'
import { textWidth } from '../design/text-width.ts'
import { useCity, useFormat, useHistory, useNow, usePoint, useProfile, useT } from '../state/hooks.ts'
import { changeRequest, yesterdayValue } from './yesterday.ts'

/** How a figure stands against the same moment of yesterday; nothing where yesterday is not known, or in too little room (CSS px). */
export function Change({ series, width, isSpelled = false }: { series: ResolvedSeries; width?: number; isSpelled?: boolean }) {
  const { text } = useProfile()
  const t = useT()
  const city = useCity()
  const format = useFormat()
  const point = usePoint(series)
  const now = useNow(60_000)
  const metric = city.metric(series.metric)
  const request = metric ? changeRequest(metric, series, city.calendar, now) : undefined
  const { points } = useHistory(request)
  if (!metric || !request || point.value === null || point.observedAt === null || point.freshness !== 'live') return null
  const before = yesterdayValue(points, metric, series.step, point.observedAt)
  if (before === undefined) return null
  const words = format.change(point.value - before, point.value, metric)
  if (width !== undefined && textWidth(words, text.inline, 'figure') > width) return null
  return (
    <span className="change">
      {isSpelled && <span className="t-small dim">{t('change.from')} </span>}
      <span className="fig t-inline">{words}</span>
    </span>
  )
}

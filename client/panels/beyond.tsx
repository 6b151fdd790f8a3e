import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { AlarmGlyph } from '../design/glyph.tsx'
import { useCity, useFormat, useT } from '../state/hooks.ts'
import { type BeyondWords, beyondWords } from './limit-words.ts'

/** What is said of a figure beyond its limit; undefined for a figure within its limits. */
export function useBeyond(point: Point, metric: Metric | undefined): BeyondWords | undefined {
  const city = useCity()
  const t = useT()
  const format = useFormat()
  return metric && beyondWords(point, metric, city.area(point.area)?.level, { t, format })
}

/** Says in words that a figure is beyond its limit, and which: ▲ 超 8 危急. Nothing for a figure within its limits. */
export function Beyond({ point, metric }: { point: Point; metric: Metric }) {
  const beyond = useBeyond(point, metric)
  if (!beyond) return null
  return (
    <span className="beyond t-small">
      <AlarmGlyph critical={beyond.isCritical} /> {beyond.words}
    </span>
  )
}

/**
 * The triangle beside a figure that has no room for words: they are there when a pointer rests on it, and the figure says
 * them itself to whoever cannot see it.
 */
export function BeyondMark({ point, metric }: { point: Point; metric: Metric }) {
  const beyond = useBeyond(point, metric)
  if (!beyond) return null
  return (
    <span className="figure-beyond" title={beyond.words}>
      <AlarmGlyph critical={beyond.isCritical} />
    </span>
  )
}

import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { Format } from '../i18n/format.ts'
import type { Translate } from '../i18n/translate.ts'
import { judge } from './judge.ts'

interface Speech {
  readonly t: Translate
  readonly format: Format
}

/** What is said of a figure beyond its limit. */
export interface BeyondWords {
  readonly isCritical: boolean
  /** Which limit, and how grave: 超 8 危急. */
  readonly words: string
}

/** Says that a figure is beyond its limit, and which; undefined for a figure within its limits, or that has none. Pure. */
export function beyondWords(
  point: Point,
  metric: Metric,
  level: string | undefined,
  { t, format }: Speech,
): BeyondWords | undefined {
  const verdict = judge(point, metric, level)
  if (verdict !== 'critical' && verdict !== 'warning') return undefined
  const isCritical = verdict === 'critical'
  const limit = metric.threshold?.[isCritical ? 'critical' : 'warn'] ?? 0
  const reached = reachedWords({ side: metric.threshold?.side ?? 'above', limit, value: point.value ?? limit }, metric, {
    t,
    format,
  })
  return { isCritical, words: `${reached} ${t(isCritical ? 'alarms.critical' : 'alarms.watch')}` }
}

/** A limit that was reached, and the value that reached it. */
interface Reached {
  readonly side: 'above' | 'below'
  readonly limit: number
  readonly value: number
}

/** Says which limit was reached: 超 8, 低于 95; 已到 95 where the figure, as it is written, is the limit itself. Pure. */
export function reachedWords({ side, limit, value }: Reached, metric: Metric | undefined, { t, format }: Speech): string {
  const isAt = Math.abs(value - limit) < 0.5 / 10 ** (metric?.decimals ?? decimalsOf(limit))
  const words = isAt ? 'alarms.at' : side === 'below' ? 'alarms.under' : 'alarms.over'
  return t(words, { limit: format.number(limit, decimalsOf(limit)) })
}

/** The limits a series is held against, gravest last: 警戒 ≥ 8 · 危急 ≥ 15; undefined where none is meant for it. Pure. */
export function limitWords(
  { level, step }: { readonly level: string | undefined; readonly step: string },
  { threshold, period }: Pick<Metric, 'threshold' | 'period'>,
  { t, format }: Speech,
): string | undefined {
  if (!threshold || (threshold.level !== undefined && threshold.level !== level)) return undefined
  if (step !== (threshold.step ?? period)) return undefined
  const said = (word: 'alarms.watch' | 'alarms.critical', limit: number | undefined) =>
    limit === undefined
      ? []
      : `${t(word)} ${t(threshold.side === 'above' ? 'alarms.above' : 'alarms.below', { limit: format.number(limit, decimalsOf(limit)) })}`
  return [said('alarms.watch', threshold.warn), said('alarms.critical', threshold.critical)].flat().join(' · ')
}

/** Limits are printed as they were written. */
export function decimalsOf(limit: number): number {
  return String(limit).split('.')[1]?.length ?? 0
}

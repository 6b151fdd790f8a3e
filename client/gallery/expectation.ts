import { promiseMs } from '#contract/metric.ts'
import { panelSeries } from '#contract/scene-series.ts'
import { formatOf } from '../i18n/format.ts'
import { namesIn, translator, type UiLanguage } from '../i18n/translate.ts'
import type { Condition, Spelling } from '../panels/panel-states.ts'
import type { CityView } from '../state/city-view.ts'
import { keyOf, type PointsStore } from '../state/points.ts'
import type { Specimen } from './all-states.ts'

/** What a person must find on a panel in its state: a shape, and words. Colour alone is never enough. */
export interface Expectation {
  readonly glyph: string
  readonly words: readonly string[]
}

export interface Standing {
  readonly city: CityView
  readonly points: PointsStore
  readonly now: number
  readonly area: string
  readonly language: UiLanguage
  readonly lostAt: number | undefined
}

/** The shape of each condition. A figure beyond its limit, a long name and a new day are said otherwise. */
const GLYPHS: Record<Condition, string> = {
  live: 'live',
  late: 'late',
  silent: 'silent',
  partial: 'partial',
  empty: 'empty',
  fault: 'fault',
  'not-live': 'off',
  beyond: 'none',
  'too-long': 'live',
  'first-seconds': 'none',
  pseudo: 'live',
}

/** What must be read on a panel in its state, in the language it is shown in. Pure. */
export function expectationOf(specimen: Specimen, { city, points, now, area, language, lostAt }: Standing): Expectation {
  const { condition, panel } = specimen
  const t = translator(language)
  const format = formatOf(language, city.catalogue.city.timeZone)
  const [first] = panelSeries(panel, area, city)
  const point = first && condition !== 'fault' ? points.get(keyOf(first)) : undefined
  const spelling: Spelling = {
    t,
    format,
    name: namesIn(language),
    ageMs: point?.observedAt == null ? undefined : now - point.observedAt,
    coverage: point?.coverage ?? { reported: 0, expected: 0 },
  }
  const byCondition: Record<Condition, () => readonly string[]> = {
    live: () => [],
    late: () => {
      const metric = first && city.metric(first.metric)
      return [
        t('trust.late', { age: format.span(spelling.ageMs ?? 0) }),
        ...(metric ? [t('trust.promise', { span: format.step(promiseMs(metric)) })] : []),
      ]
    },
    silent: () => [t('trust.silent', { age: format.span(spelling.ageMs ?? 0) })],
    partial: () => [t('trust.coverage', spelling.coverage)],
    empty: () => [t('trust.empty')],
    fault: () => [t('fault.title'), t('fault.neighbours')],
    'not-live': () => [t('connection.tile', { time: format.seconds(lostAt ?? now) })],
    beyond: () => [],
    'too-long': () => [],
    'first-seconds': () => [],
    pseudo: () => ['~'],
  }
  const words = specimen.says?.(spelling) ?? byCondition[condition]()
  return { glyph: specimen.glyph ?? GLYPHS[condition], words }
}

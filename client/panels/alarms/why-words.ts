import type { AlarmState, AlarmWhy } from '#contract/alarm.ts'
import type { Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { Format } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { CityView } from '../../state/city-view.ts'
import { decimalsOf, reachedWords } from '../limit-words.ts'

interface Speech {
  readonly t: Translate
  readonly format: Format
  readonly name: (names: Names) => string
}

/** Why an alarm stands, shortly: which limit, what change, how many figures, how far from usual. Pure. */
export function whyWords(why: AlarmWhy, metric: Metric | undefined, { t, format }: Pick<Speech, 't' | 'format'>): string {
  const spelled = (value: number) => valueWords(value, metric, format)
  switch (why.kind) {
    case 'threshold':
      return reachedWords(why, metric, { t, format })
    case 'rate':
      return t(why.side === 'rise' ? 'alarms.rose' : 'alarms.fell', {
        by: spelled(Math.abs(why.value - why.from)),
        span: format.span(why.windowS * 1000),
      })
    case 'silence':
      return t('alarms.silent', { n: why.silent, of: why.of })
    case 'anomaly':
      return t('alarms.unusual', { usual: spelled(why.expected), low: spelled(why.low), high: spelled(why.high) })
  }
}

/** A figure with its unit, as it is spelled everywhere: large ones in Chinese by the ten thousand. Pure. */
export function valueWords(value: number, metric: Metric | undefined, format: Format): string {
  if (!metric) return format.number(value, Math.min(2, decimalsOf(value)))
  const { text, unit } = format.figure(value, metric)
  return [text, unit].filter(Boolean).join(' ')
}

/** What an alarm is about: its rule where that has a name, else its figure or its source. */
export function alarmTitle(
  { rule, metric, department }: Pick<AlarmState, 'rule' | 'metric' | 'department'>,
  city: CityView,
  { t, name }: Pick<Speech, 't' | 'name'>,
): { readonly full: string; readonly short: string } {
  const figure = metric === undefined ? undefined : city.metric(metric)
  const office = department === undefined ? undefined : city.department(department)
  const both = (names: Names, short?: Names) => ({ full: name(names), short: name(short ?? names) })
  if (rule.names) return both(rule.names)
  if (rule.kind === 'silence' && !figure && office) {
    const { full, short } = both(office.names, office.short)
    return { full: t('alarms.source-silent', { name: full }), short: t('alarms.source-silent', { name: short }) }
  }
  return figure ? both(figure.names, figure.short) : { full: rule.id, short: rule.id }
}

/** The number an alarm speaks of, as its metric spells it; undefined for a silence. */
export function alarmValue(why: AlarmWhy): number | undefined {
  return why.kind === 'silence' ? undefined : why.value
}

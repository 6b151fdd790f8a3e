import type { AlarmWhy } from '#contract/alarm.ts'
import type { Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { AlarmTranslate } from '../i18n/alarm-words.ts'
import type { Format } from '../i18n/format.ts'
import { valueWords } from '../panels/alarms/why-words.ts'
import { decimalsOf } from '../panels/limit-words.ts'

interface Speech {
  readonly w: AlarmTranslate
  readonly format: Format
  readonly name: (names: Names) => string
}

/** Why an alarm stands, as a whole sentence with every number it was judged by. Pure. */
export function whySentence(why: AlarmWhy, metric: Metric | undefined, { w, format, name }: Speech): string {
  const spelled = (value: number) => valueWords(value, metric, format)
  const unit = metric ? name(metric.unit) : ''
  const exact = (limit: number) => format.number(limit, decimalsOf(limit))
  switch (why.kind) {
    case 'threshold':
      return w(`why.threshold.${why.side}`, { value: spelled(why.value), unit, limit: exact(why.limit) })
    case 'rate':
      return w(`why.rate.${why.side}`, {
        ...{ span: format.span(why.windowS * 1000), from: spelled(why.from), value: spelled(why.value), unit },
        limit: exact(why.limit),
      })
    case 'silence':
      return why.lastAt === undefined
        ? w('why.silence', { n: why.silent, of: why.of })
        : w('why.silence.last', { n: why.silent, of: why.of, time: format.time(why.lastAt) })
    case 'anomaly':
      return w(`why.anomaly.${why.rhythm}`, {
        ...{ value: spelled(why.value), usual: spelled(why.expected), low: spelled(why.low), high: spelled(why.high) },
        ...{ n: why.learned, deviations: exact(Math.abs(why.deviations)) },
      })
  }
}

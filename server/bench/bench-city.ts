import type { Area } from '#contract/area.ts'
import type { Metric } from '#contract/metric.ts'
import { area, metric } from '../hub/testing/small-city.ts'

const ZONES = 6
const TOWNS = 33
const DOMAINS = 13

/** Every way figures are rolled up; the first is that of counters. */
export const BENCH_ROLL_UPS: readonly Metric['rollUp'][] = [
  { area: 'sum', time: 'sum' },
  { area: 'sum', time: 'last' },
  { area: 'ratio', time: 'ratio' },
  { area: 'mean', time: 'mean' },
  { area: 'max', time: 'max' },
]

/** A city of the size of a real one: 33 towns in 6 zones. */
export const BENCH_AREAS: readonly Area[] = [
  area('441900', 'city'),
  ...Array.from({ length: ZONES }, (_, zone) => area(`zone-${zone}`, 'zone', '441900')),
  ...Array.from({ length: TOWNS }, (_, town) => area(`4419${100 + town}`, 'town', `zone-${town % ZONES}`)),
]

export const BENCH_TOWNS: readonly string[] = BENCH_AREAS.filter(({ level }) => level === 'town').map(({ code }) => code)

/** Figures of 13 domains, minute by minute, in every way they are rolled up; a fifth are counters with a running total. */
export function benchMetrics(count = 169): readonly Metric[] {
  return Array.from({ length: count }, (_, index) => {
    const rollUp = BENCH_ROLL_UPS[index % BENCH_ROLL_UPS.length] as Metric['rollUp']
    const isCounter = rollUp.time === 'sum'
    return metric(`d${index % DOMAINS}.metric_${index}`, {
      ...{ rollUp, period: 'PT1M', kind: isCounter ? 'counter' : 'gauge' },
      ...(isCounter && { headline: 'P1D' as const }),
    })
  })
}

import fc from 'fast-check'
import type { Area } from '#contract/area.ts'
import type { Step } from '#contract/duration.ts'
import { type Metric, needsParts, ROLL_UPS } from '#contract/metric.ts'
import { area, metric } from './small-city.ts'

/** Trees of one to three zones with up to four towns and up to three communities each; some areas overlap others. */
export const arbitraryAreas: fc.Arbitrary<readonly Area[]> = fc
  .array(fc.array(fc.record({ communities: fc.nat(3), overlaps: chance(6) }), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((zones) => {
    const areas = [area('city', 'city')]
    for (const [z, towns] of zones.entries()) {
      areas.push(area(`z${z}`, 'zone', 'city'))
      for (const [t, town] of towns.entries()) {
        areas.push(area(`z${z}t${t}`, 'town', `z${z}`, town.overlaps ? { overlaps: true } : {}))
        for (let c = 0; c < town.communities; c++) areas.push(area(`z${z}t${t}c${c}`, 'community', `z${z}t${t}`))
      }
    }
    return areas
  })

const PERIODS: readonly Step[] = ['PT10S', 'PT1M', 'PT15M', 'PT1H', 'P1D', 'P1M']

/** Metrics of every roll-up, level and period; some with a running total, some reported by certain areas only. */
export function arbitraryMetrics(areas: readonly Area[]): fc.Arbitrary<readonly Metric[]> {
  const one = fc.record({
    area: fc.constantFrom(...ROLL_UPS),
    time: fc.constantFrom(...ROLL_UPS),
    level: fc.constantFrom('city' as const, 'zone' as const, 'town' as const, 'town' as const, 'community' as const),
    period: fc.constantFrom(...PERIODS),
    hasHeadline: chance(2),
    scale: fc.constantFrom(1, 100),
    named: fc.option(
      fc.subarray(
        areas.map(({ code }) => code),
        { minLength: 1 },
      ),
      { freq: 5 },
    ),
  })
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((specs) =>
    specs.map((spec, index) =>
      metric(`test.m${index}`, {
        rollUp: { area: spec.area, time: spec.time },
        kind: 'gauge',
        level: spec.level,
        period: spec.period,
        scale: spec.scale,
        range: [-1000, 1000],
        ...(spec.hasHeadline && spec.period !== 'P1D' && spec.period !== 'P1M' && { headline: 'P1D' as const }),
        ...(spec.named && { areas: spec.named }),
      }),
    ),
  )
}

/** One thing a source says, by numbers that fit any city: taken modulo what there is. */
export interface Saying {
  readonly metric: number
  readonly place: number
  /** Milliseconds before now; negative lies in the future. */
  readonly ago: number
  readonly top: number
  readonly bottom: number
  readonly isBare: boolean
}

const arbitraryFigure = fc.oneof(
  fc.constantFrom(0, 1, 2, 0.1, 0.2, 0.7, -3, 50, 99.9),
  fc.double({ min: 0, max: 500, noNaN: true }),
  fc.integer({ min: -100, max: 1000 }),
)

export const arbitrarySaying: fc.Arbitrary<Saying> = fc.record({
  metric: fc.nat(9),
  place: fc.nat(99),
  ago: fc.oneof(
    fc.integer({ min: 0, max: 12 }).map((steps) => steps * 10_000),
    fc.integer({ min: -300_000, max: 900_000 }),
    fc.integer({ min: 0, max: 30 }).map((hours) => hours * 3_600_000),
    fc.integer({ min: 0, max: 40 }).map((days) => days * 86_400_000),
  ),
  top: arbitraryFigure,
  bottom: fc.oneof(fc.constantFrom(0, 1, 1, 2, 100), fc.integer({ min: 0, max: 1000 })),
  isBare: fc.boolean(),
})

/** The row of a saying, as a source would send it. `reporting` are the codes that report each metric. */
export function rowOf(saying: Saying, metrics: readonly Metric[], reporting: readonly (readonly string[])[], now: number) {
  const index = saying.metric % metrics.length
  const about = metrics[index] as Metric
  const codes = reporting[index] as readonly string[]
  const { area: byArea, time: byTime } = about.rollUp
  const canDivide = [byArea, byTime].some((rollUp) => rollUp === 'ratio' || rollUp === 'mean')
  const isBare = !needsParts(about) && (!canDivide || saying.isBare)
  return {
    metric: about.id,
    area: codes[saying.place % codes.length] as string,
    time: new Date(now - saying.ago).toISOString(),
    ...(isBare ? { value: saying.top } : { numerator: saying.top, denominator: saying.bottom }),
  }
}

/** True once in `times`. */
export function chance(times: number): fc.Arbitrary<boolean> {
  return fc.nat(times - 1).map((drawn) => drawn === 0)
}

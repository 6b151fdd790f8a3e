import { isDivided, type Metric, needsParts } from '#contract/metric.ts'
import { apportion } from './apportion.ts'
import { type CityState, DAY_MS, flowRhythm, HOUR_MS, rhythmOf, round, shareOf } from './city-state.ts'
import { keyOf, uniform, wave } from './noise.ts'
import type { Figure, SimulatedMetric } from './simulated-metric.ts'
import { underScenario } from './under-scenario.ts'
import { addedByWater, effectOf, weatherFigure } from './weather-effect.ts'

/** Integers as small as this are events that come and go; larger ones wobble by at most one. */
const FEW = 6
/** How long a small count of events stays as it is, ms. */
const EVENT_MS = 40 * 60_000

/** What a reporting area says of a gauge at `at`; undefined where it has nothing to say. */
export function levelOf(city: CityState, simulated: SimulatedMetric, area: string, at: number): Figure | undefined {
  const { metric } = simulated
  if (metric.id === city.census) {
    const persons = city.shares.population(area)
    return persons === undefined ? undefined : { value: persons }
  }
  const level = underScenario(city, simulated, area, at, cityLevel(city, simulated, area, at), (code) =>
    cityLevel(city, simulated, code, at),
  )
  const value = Math.min(Math.max(level, lowest(metric)), highest(metric))
  if (!isDivided(metric) || (!metric.parts && !needsParts(metric))) return { value: told(simulated, area, at, value) }
  const denominator = denominatorOf(city, simulated, area, at)
  const quotient = value / (metric.scale ?? 1)
  if (!needsParts(metric)) return { numerator: round(quotient * denominator, 3), denominator }
  const exact = quotient * denominator
  const whole = Math.floor(exact + uniform(keyOf(simulated.key, area, 'part'), Math.floor(at / simulated.periodMs)))
  return { numerator: metric.range[1] <= 100 ? Math.min(whole, denominator) : whole, denominator }
}

/** The level of a gauge before any scenario. */
function cityLevel(city: CityState, simulated: SimulatedMetric, area: string, at: number): number {
  const { metric, facts, key, periodMs } = simulated
  const weather = city.weather(area, at)
  if (facts.is !== undefined) return weatherFigure(facts.is, facts.typical, weather, at, area)
  if (facts.severityOf !== undefined) return severity(city, facts.severityOf, facts.typical, area, at)
  if (facts.exact) return exactShare(city, simulated, area, at)
  const areaKey = keyOf(key, area)
  const pace = Math.max(periodMs, HOUR_MS)
  const noise = facts.noise ?? 0.05
  const wobble = noise * (0.6 * wave(key, at / pace) + 0.4 * wave(areaKey, at / pace))
  const rhythm = rhythmOf(city, simulated, at)
  const effect = effectOf(facts, weather)
  const isCity = metric.level === 'city'
  switch (metric.rollUp.area) {
    case 'sum': {
      const share = shareOf(city, simulated, area)
      const added = addedByWater(facts, weather) * share
      return facts.typical * share * rhythm * (1 + wobble) * effect + added
    }
    case 'ratio': {
      const own = isCity ? 0 : 0.2 * (uniform(areaKey, 3) * 2 - 1)
      const factor = Math.max(0, rhythm * (1 + 0.25 * wave(areaKey, at / pace) + own) * effect)
      return isNearFull(facts.typical) ? 100 - (100 - facts.typical) * factor : facts.typical * (1 + wobble) * rhythm * effect
    }
    default: {
      const added = addedByWater(facts, weather) * (0.4 + uniform(areaKey, 4))
      return facts.typical * (isCity ? 1 : ownLevel(simulated, areaKey)) * rhythm * (1 + wobble) * effect + added
    }
  }
}

/** Percentages above this are told by what is missing to 100: a busy hour doubles the failures, not the successes. */
function isNearFull(typical: number): boolean {
  return typical > 70 && typical <= 100
}

/** How far areas lie from the city's mean for good, to both sides, where the facts do not say. */
const USUAL_SPREAD = 0.12

/** How an area differs from the city for good: extremes stay on the near side of the city's typical value. */
function ownLevel({ metric, facts }: SimulatedMetric, areaKey: number): number {
  const place = uniform(areaKey, 5)
  switch (metric.rollUp.area) {
    case 'max':
      return 0.7 + 0.3 * place
    case 'min':
      return 1 + 0.15 * place
    default:
      return 1 + (facts.spread ?? USUAL_SPREAD) * (2 * place - 1)
  }
}

/** 5 is none, 4 ordinary; one in twelve areas with events has a graver one. */
function severity(city: CityState, counted: string, none: number, area: string, at: number): number {
  const other = city.byId.get(counted)
  const figure = other && levelOf(city, other, area, at)
  if (!figure || !('value' in figure) || figure.value < 1) return none
  return uniform(keyOf((other as SimulatedMetric).key, area, 'severity'), Math.floor(at / EVENT_MS)) < 1 / 12 ? 3 : 4
}

function exactShare(city: CityState, simulated: SimulatedMetric, area: string, at: number): number {
  const { metric, facts, areas } = simulated
  const total = Math.round(facts.typical * (rhythmOf(city, simulated, at) > 0.01 ? 1 : 0))
  const name = `${metric.id}:${total}`
  let split = city.splits.get(name)
  if (!split) {
    const codes = [...areas.reports].filter((code) => !city.tree.byCode.get(code)?.overlaps)
    const parts = apportion(
      total,
      codes.map((code) => city.shares.of(areas, facts.by ?? 'population', code)),
    )
    split = new Map(codes.map((code, index) => [code, parts[index] as number]))
    city.splits.set(name, split)
  }
  return split.get(area) ?? 0
}

/** The value as the source tells it: whole numbers where the metric has no decimals, else two more digits than shown. */
function told({ metric, key }: SimulatedMetric, area: string, at: number, value: number): number {
  if (metric.decimals > 0 || metric.rollUp.area === 'mean' || metric.rollUp.area === 'ratio')
    return round(value, metric.decimals + 1)
  if (metric.rollUp.area !== 'sum') return Math.round(value)
  const areaKey = keyOf(key, area, 'count')
  const block = Math.floor(at / EVENT_MS + uniform(areaKey, 1))
  return Math.floor(value + (value < FEW ? uniform(areaKey, block) : 0.5))
}

/** What a rate or a mean is taken over in one report: a stock, or a flow that follows the clock. */
function denominatorOf(city: CityState, simulated: SimulatedMetric, area: string, at: number): number {
  const { metric, facts, areas } = simulated
  const base = facts.base ?? (metric.level === 'city' ? 5000 : 50_000)
  const share =
    metric.level === 'city' ? 1 : city.shares.of(areas, facts.by === 'none' ? 'population' : (facts.by ?? 'population'), area)
  const isFlow = metric.rollUp.time === 'ratio' || metric.rollUp.time === 'mean'
  return Math.max(1, Math.round(base * share * (isFlow && simulated.periodMs < DAY_MS ? flowRhythm(city, simulated, at) : 1)))
}

/** Levels may stray beyond the plausible city range a little, but percentages never beyond their ends. */
function lowest({ range, rollUp }: Metric): number {
  return rollUp.area === 'sum' ? Math.min(0, range[0]) : range[0]
}

function highest({ range }: Metric): number {
  return range[1]
}

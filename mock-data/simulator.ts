import type { Catalogue } from '#contract/catalogue.ts'
import { type AreaTree, areaTree, type MetricAreas, metricAreas } from '#contract/catalogue.ts'
import { STEP_MS, type Step } from '#contract/duration.ts'
import { isDivided, type Metric, needsParts } from '#contract/metric.ts'
import { type WindowCalendar, windowCalendar } from '#contract/window.ts'
import { apportion } from './apportion.ts'
import { type Facts, guessFacts } from './facts.ts'
import { keyOf, uniform, wave } from './noise.ts'
import { CALM, moved, type Overlay } from './overlay.ts'
import { type Profile, profileAt } from './profile.ts'
import { makeShares, type Shares } from './shares.ts'
import { makeSky, type Place, type Sky, type Weather } from './weather.ts'

/** What a source would say: a value, or a numerator and a denominator. */
export type Figure = { readonly value: number } | { readonly numerator: number; readonly denominator: number }

/** A city that says what its sources would: pure in time, so any moment can be asked for in any order. */
export interface Simulator {
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly metrics: readonly SimulatedMetric[]
  /** What a reporting area says of a gauge at `at`; undefined where it has nothing to say. */
  level(metric: SimulatedMetric, area: string, at: number): Figure | undefined
  /** What a counter of a reporting area grew by from `from` to `to`; whole numbers where the metric has no decimals. */
  increment(metric: SimulatedMetric, area: string, from: number, to: number): Figure | undefined
  /** The weather over an area, with the scenario's in it. */
  weather(area: string, at: number): Weather
}

/** A metric with all the simulator knows of it. */
export interface SimulatedMetric {
  readonly metric: Metric
  readonly facts: Facts
  readonly areas: MetricAreas
  readonly key: number
  readonly periodMs: number
}

export interface SimulatorInput {
  readonly catalogue: Catalogue
  readonly facts: ReadonlyMap<string, Facts>
  readonly profiles: ReadonlyMap<string, Profile>
  readonly seed: number
  readonly overlay?: Overlay
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Counters are integrated over slots of this length, between which they grow evenly. */
const SLOT_MS = 900_000
const FLAT: Profile = { hour: Array.from({ length: 24 }, () => 1), weekday: Array.from({ length: 7 }, () => 1) }
/** Rain of three hours that the ground and the drains take without anybody noticing, mm. */
const DRAINED_MM = 15
/** Integers as small as this are events that come and go; larger ones wobble by at most one. */
const FEW = 6
/** How long a small count of events stays as it is, ms. */
const EVENT_MS = 40 * 60_000

export function simulateCity({ catalogue, facts: known, profiles, seed, overlay = CALM }: SimulatorInput): Simulator {
  const tree = areaTree(catalogue.areas)
  const calendar = windowCalendar(catalogue.city.timeZone)
  const shares = makeShares(seed, tree)
  const sky = makeSky(seed, placeOf(tree, tree.root.code))
  const metrics = catalogue.metrics.map((metric): SimulatedMetric => {
    const areas = metricAreas(metric, tree)
    const facts = known.get(metric.id) ?? guessFacts(metric)
    return { metric, facts, areas, key: keyOf(seed, metric.id), periodMs: STEP_MS[metric.period as Step] }
  })
  const byId = new Map(metrics.map((simulated) => [simulated.metric.id, simulated]))
  const rainId = metrics.find(({ facts }) => facts.is === 'rain')?.metric.id
  const gustId = metrics.find(({ facts }) => facts.is === 'gust')?.metric.id
  const weather = cached((area, at) => overlaidWeather(tree, sky, overlay, { rainId, gustId }, area, at))
  const city: City = {
    tree,
    calendar,
    shares,
    profiles,
    overlay,
    weather,
    byId,
    census: catalogue.city.census,
    days: new Map(),
    splits: new Map(),
  }
  return {
    tree,
    calendar,
    metrics,
    weather,
    level: (metric, area, at) => levelOf(city, metric, area, at),
    increment: (metric, area, from, to) => incrementOf(city, metric, area, from, to),
  }
}

/** All that a figure depends on besides its own metric, area and time; the maps remember what was worked out. */
interface City {
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly shares: Shares
  readonly profiles: ReadonlyMap<string, Profile>
  readonly overlay: Overlay
  readonly weather: (area: string, at: number) => Weather
  readonly byId: ReadonlyMap<string, SimulatedMetric>
  readonly census: string | undefined
  readonly days: Map<string, Float64Array>
  readonly splits: Map<string, ReadonlyMap<string, number>>
}

function levelOf(city: City, simulated: SimulatedMetric, area: string, at: number): Figure | undefined {
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
function cityLevel(city: City, simulated: SimulatedMetric, area: string, at: number): number {
  const { metric, facts, areas, key, periodMs } = simulated
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
      const share = isCity ? 1 : city.shares.of(areas, facts.by ?? 'population', area)
      const added = (facts.weather?.wet ?? 0) * Math.max(0, weather.wet - DRAINED_MM) * share
      return facts.typical * share * rhythm * (1 + wobble) * effect + added
    }
    case 'ratio': {
      const own = isCity ? 0 : 0.2 * (uniform(areaKey, 3) * 2 - 1)
      const factor = Math.max(0, rhythm * (1 + 0.25 * wave(areaKey, at / pace) + own) * effect)
      return isNearFull(facts.typical) ? 100 - (100 - facts.typical) * factor : facts.typical * (1 + wobble) * rhythm * effect
    }
    default: {
      const added = (facts.weather?.wet ?? 0) * Math.max(0, weather.wet - DRAINED_MM) * (0.4 + uniform(areaKey, 4))
      return facts.typical * (isCity ? 1 : ownLevel(metric, areaKey)) * rhythm * (1 + wobble) * effect + added
    }
  }
}

/** Percentages above this are told by what is missing to 100: a busy hour doubles the failures, not the successes. */
function isNearFull(typical: number): boolean {
  return typical > 70 && typical <= 100
}

/** How an area differs from the city for good: extremes stay on the near side of the city's typical value. */
function ownLevel(metric: Metric, areaKey: number): number {
  const place = uniform(areaKey, 5)
  switch (metric.rollUp.area) {
    case 'max':
      return 0.7 + 0.3 * place
    case 'min':
      return 1 + 0.15 * place
    default:
      return 0.88 + 0.24 * place
  }
}

function rhythmOf(city: City, { facts, periodMs }: SimulatedMetric, at: number): number {
  const profile = facts.profile === undefined ? undefined : city.profiles.get(facts.profile)
  if (!profile || periodMs >= DAY_MS) return 1
  const day = city.calendar.start('P1D', at)
  return Math.max(0.001, profileAt(profile, at - day, weekdayOf(city.calendar, day))) ** (facts.swing ?? 1)
}

function weekdayOf(calendar: WindowCalendar, day: number): number {
  return Math.round((day - calendar.start('P1W', day)) / DAY_MS) % 7
}

function effectOf({ weather: effects }: Facts, weather: Weather): number {
  if (!effects) return 1
  const heat = Math.max(0, weather.temperature - 26)
  const gust = Math.max(0, weather.gust - 12)
  return Math.max(0, 1 + (effects.rain ?? 0) * weather.rain + (effects.gust ?? 0) * gust + (effects.heat ?? 0) * heat)
}

/** Rain in mm/h from which a warning signal is in force, and gusts in m/s. */
const WARNING_RAIN = 20
const WARNING_GUST = 17.2
/** Half a lunar day: high water comes about every 12 h 25 min. */
const TIDE_MS = 44_714_000

function weatherFigure(is: NonNullable<Facts['is']>, typical: number, weather: Weather, at: number, area: string): number {
  switch (is) {
    case 'rain':
      return weather.rain
    case 'gust':
      return weather.gust
    case 'warnings':
      return (weather.rain >= WARNING_RAIN ? 1 : 0) + (weather.gust >= WARNING_GUST ? 1 : 0)
    case 'stage':
      return (
        typical * (0.55 + 0.45 * uniform(keyOf(0, area), 1)) + 0.45 * Math.sin((at / TIDE_MS) * 2 * Math.PI) + weather.wet * 0.004
      )
  }
}

/** 5 is none, 4 ordinary; one in twelve areas with events has a graver one. */
function severity(city: City, counted: string, none: number, area: string, at: number): number {
  const other = city.byId.get(counted)
  const figure = other && levelOf(city, other, area, at)
  if (!figure || !('value' in figure) || figure.value < 1) return none
  return uniform(keyOf((other as SimulatedMetric).key, area, 'severity'), Math.floor(at / EVENT_MS)) < 1 / 12 ? 3 : 4
}

function exactShare(city: City, simulated: SimulatedMetric, area: string, at: number): number {
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
function denominatorOf(city: City, simulated: SimulatedMetric, area: string, at: number): number {
  const { metric, facts, areas } = simulated
  const base = facts.base ?? (metric.level === 'city' ? 5000 : 50_000)
  const share =
    metric.level === 'city' ? 1 : city.shares.of(areas, facts.by === 'none' ? 'population' : (facts.by ?? 'population'), area)
  const isFlow = metric.rollUp.time === 'ratio' || metric.rollUp.time === 'mean'
  return Math.max(1, Math.round(base * share * (isFlow && simulated.periodMs < DAY_MS ? flowRhythm(city, simulated, at) : 1)))
}

/** What a rate counts follows the clock even where the rate itself runs against it. */
function flowRhythm(city: City, { facts }: SimulatedMetric, at: number): number {
  const profile = city.profiles.get(facts.profile ?? 'flat')
  if (!profile) return 1
  const day = city.calendar.start('P1D', at)
  return Math.max(0.02, profileAt(profile, at - day, weekdayOf(city.calendar, day)))
}

function incrementOf(city: City, simulated: SimulatedMetric, area: string, from: number, to: number): Figure | undefined {
  const { metric, facts, areas, key, periodMs } = simulated
  if (periodMs > DAY_MS) {
    const share = metric.level === 'city' ? 1 : city.shares.of(areas, facts.by ?? 'population', area)
    const index = Math.round(from / periodMs)
    const growth = 1 + 0.06 * wave(key, index / 6) + (facts.noise ?? 0.05) * wave(keyOf(key, area), index)
    const value = facts.typical * share * growth
    return { value: metric.decimals > 0 ? round(value, metric.decimals + 1) : Math.round(value) }
  }
  const extra = scenarioIncrement(city, simulated, area, from, to)
  const base = counted(city, simulated, area, to) - counted(city, simulated, area, from) + dayTurn(city, simulated, area, from, to)
  const value = base * extra.factor + extra.added
  if (metric.decimals > 0) return { value: round(Math.max(0, value), metric.decimals + 2) }
  const isWhole = Number.isInteger(value)
  return { value: Math.max(0, isWhole ? value : Math.floor(value + uniform(keyOf(key, area, 'extra'), Math.floor(to / periodMs)))) }
}

/** What had been counted since local midnight by `at`. Whole where the metric has no decimals, so that parts add up. */
function counted(city: City, simulated: SimulatedMetric, area: string, at: number): number {
  const day = city.calendar.start('P1D', at)
  const sums = dayOf(city, simulated, area, day)
  const x = (at - day) / SLOT_MS
  const slot = Math.min(Math.floor(x), sums.length - 2)
  const low = sums[slot] as number
  const exact = low + ((sums[slot + 1] as number) - low) * Math.min(1, x - slot)
  if (simulated.metric.decimals > 0) return round(exact, simulated.metric.decimals + 2)
  return Math.floor(exact + dayPhase(simulated, area, day))
}

/** Counts start at a hidden fraction of one, so that small areas are not always rounded down. */
function dayPhase({ key }: SimulatedMetric, area: string, day: number): number {
  return uniform(keyOf(key, area, 'phase'), Math.round(day / DAY_MS))
}

/** The whole of the earlier days when `from` and `to` lie on different ones. */
function dayTurn(city: City, simulated: SimulatedMetric, area: string, from: number, to: number): number {
  let total = 0
  for (let day = city.calendar.start('P1D', from); day < city.calendar.start('P1D', to); day = city.calendar.end('P1D', day)) {
    const sums = dayOf(city, simulated, area, day)
    const whole = sums[sums.length - 1] as number
    total +=
      simulated.metric.decimals > 0
        ? round(whole, simulated.metric.decimals + 2)
        : Math.floor(whole + dayPhase(simulated, area, day))
  }
  return total
}

/** Days remembered per city; a few weeks of every counter of a small city, some days of a large one. */
const MOST_DAYS = 20_000

function dayOf(city: City, simulated: SimulatedMetric, area: string, day: number): Float64Array {
  const name = `${simulated.metric.id}@${area}/${day}`
  const known = city.days.get(name)
  if (known) return known
  const { metric, facts, areas, key } = simulated
  const end = city.calendar.end('P1D', day)
  const slots = Math.ceil((end - day) / SLOT_MS)
  const sums = new Float64Array(slots + 1)
  const profile = city.profiles.get(facts.profile ?? 'flat') ?? FLAT
  const share = metric.level === 'city' ? 1 : city.shares.of(areas, facts.by ?? 'population', area)
  const weekday = weekdayOf(city.calendar, day)
  const areaKey = keyOf(key, area)
  const noise = facts.noise ?? 0.05
  const ofDay = 1 + noise * wave(key, day / DAY_MS) + noise * wave(areaKey, day / DAY_MS)
  for (let slot = 0; slot < slots; slot++) {
    const at = day + (slot + 0.5) * SLOT_MS
    const rhythm = profileAt(profile, at - day, weekday)
    const wobble = 1 + noise * wave(areaKey ^ 0x3d, at / HOUR_MS)
    const rate = (facts.typical * share * rhythm * ofDay * wobble * effectOf(facts, city.weather(area, at))) / (DAY_MS / SLOT_MS)
    sums[slot + 1] = (sums[slot] as number) + Math.max(0, rate)
  }
  if (city.days.size >= MOST_DAYS) city.days.delete(city.days.keys().next().value as string)
  city.days.set(name, sums)
  return sums
}

/** The level of an area when a scenario moves it, or moves an area around it. */
function underScenario(
  city: City,
  simulated: SimulatedMetric,
  area: string,
  at: number,
  base: number,
  levelIn: (code: string) => number,
): number {
  const { metric, facts, areas } = simulated
  if (!city.overlay.touches(metric.id)) return base
  const own = city.overlay.move(metric.id, area, at)
  if (own) return moved(base, own)
  for (const { code } of city.tree.path(area).slice(1)) {
    const move = city.overlay.move(metric.id, code, at)
    if (!move) continue
    const inside = [...areas.reports].filter((member) => city.tree.path(member).some((above) => above.code === code))
    const levels = inside.map(levelIn)
    if (metric.rollUp.area === 'sum') {
      const total = levels.reduce((sum, level) => sum + level, 0)
      const target = moved(total, move)
      if (target < total) return total > 0 ? base * (target / total) : base
      const all = inside.reduce((sum, member) => sum + city.shares.of(areas, facts.by ?? 'population', member), 0)
      return base + (target - total) * (city.shares.of(areas, facts.by ?? 'population', area) / (all || 1))
    }
    const extreme =
      metric.rollUp.area === 'max' ? Math.max(...levels) : levels.reduce((sum, level) => sum + level, 0) / levels.length
    const target = moved(extreme, move)
    return metric.rollUp.area === 'max' && extreme > 0 ? base * (target / extreme) : base + (target - extreme)
  }
  return base
}

function scenarioIncrement(city: City, simulated: SimulatedMetric, area: string, from: number, to: number) {
  const { metric, facts } = simulated
  if (!city.overlay.touches(metric.id)) return { factor: 1, added: 0 }
  let factor = 1
  let added = 0
  for (const { code } of city.tree.path(area)) {
    const share = code === area ? 1 : shareWithin(city, simulated, area, code)
    added += (city.overlay.added(metric.id, code, to) - city.overlay.added(metric.id, code, from)) * share
    const move = factor === 1 ? city.overlay.move(metric.id, code, to) : undefined
    if (!move) continue
    const part = metric.level === 'city' ? 1 : sharesIn(city, simulated, code)
    const rate = facts.typical * part * flowRhythm(city, simulated, to)
    if (rate > 0) factor = Math.max(0, moved(rate, move) / rate)
  }
  return { factor, added }
}

function sharesIn(city: City, { areas, facts }: SimulatedMetric, code: string): number {
  let sum = 0
  for (const member of areas.reports)
    if (city.tree.path(member).some((above) => above.code === code)) sum += city.shares.of(areas, facts.by ?? 'population', member)
  return sum
}

function shareWithin(city: City, simulated: SimulatedMetric, area: string, code: string): number {
  const all = sharesIn(city, simulated, code)
  return all > 0 ? city.shares.of(simulated.areas, simulated.facts.by ?? 'population', area) / all : 0
}

function overlaidWeather(
  tree: AreaTree,
  sky: Sky,
  overlay: Overlay,
  { rainId, gustId }: { rainId: string | undefined; gustId: string | undefined },
  area: string,
  at: number,
): Weather {
  const own = sky.at(placeOf(tree, area), at)
  const over = (id: string | undefined, base: number): number => {
    if (id === undefined || !overlay.touches(id)) return base
    for (const { code } of tree.path(area)) {
      const move = overlay.move(id, code, at)
      if (move) return moved(base, move)
    }
    return base
  }
  const rain = over(rainId, own.rain)
  return { ...own, rain, gust: over(gustId, own.gust), wet: rain > own.rain ? Math.max(own.wet, rain * 1.6) : own.wet }
}

/** Where an area lies: its own seat, or that of the nearest area around it that has one. */
function placeOf(tree: AreaTree, code: string): Place {
  const seat = tree.path(code).find((area) => area.seat)?.seat
  return { longitude: seat?.[0] ?? 0, latitude: seat?.[1] ?? 0 }
}

/** The weather is asked for by every figure of an area at nearly one time; a minute's answer serves them all. */
function cached(work: (area: string, at: number) => Weather): (area: string, at: number) => Weather {
  const known = new Map<string, Weather>()
  return (area, at) => {
    const minute = Math.floor(at / 60_000)
    const name = `${area}/${minute}`
    const found = known.get(name)
    if (found) return found
    const made = work(area, minute * 60_000)
    if (known.size > 20_000) known.clear()
    known.set(name, made)
    return made
  }
}

/** Levels may stray beyond the plausible city range a little, but percentages never beyond their ends. */
function lowest({ range, rollUp }: Metric): number {
  return rollUp.area === 'sum' ? Math.min(0, range[0]) : range[0]
}

function highest({ range }: Metric): number {
  return range[1]
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}

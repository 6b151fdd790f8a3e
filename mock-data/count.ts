import { type CityState, DAY_MS, FLAT, HOUR_MS, round, shareOf, weekdayOf } from './city-state.ts'
import { keyOf, uniform, wave } from './noise.ts'
import { profileAt } from './profile.ts'
import type { Figure, SimulatedMetric } from './simulated-metric.ts'
import { scenarioIncrement } from './under-scenario.ts'
import { effectOf } from './weather-effect.ts'

/** Counters are integrated over slots of this length, between which they grow evenly. */
const SLOT_MS = 900_000

/** What a counter of a reporting area grew by from `from` to `to`; whole numbers where the metric has no decimals. */
export function incrementOf(
  city: CityState,
  simulated: SimulatedMetric,
  area: string,
  from: number,
  to: number,
): Figure | undefined {
  const { metric, facts, key, periodMs } = simulated
  if (periodMs > DAY_MS) {
    const share = shareOf(city, simulated, area)
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
function counted(city: CityState, simulated: SimulatedMetric, area: string, at: number): number {
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
function dayTurn(city: CityState, simulated: SimulatedMetric, area: string, from: number, to: number): number {
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

function dayOf(city: CityState, simulated: SimulatedMetric, area: string, day: number): Float64Array {
  const name = `${simulated.metric.id}@${area}/${day}`
  const known = city.days.get(name)
  if (known) return known
  const { facts, key } = simulated
  const end = city.calendar.end('P1D', day)
  const slots = Math.ceil((end - day) / SLOT_MS)
  const sums = new Float64Array(slots + 1)
  const profile = city.profiles.get(facts.profile ?? 'flat') ?? FLAT
  const share = shareOf(city, simulated, area)
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

import type { AreaTree } from '#contract/catalogue.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { Overlay } from './overlay.ts'
import { type Profile, profileAt } from './profile.ts'
import type { Shares } from './shares.ts'
import type { SimulatedMetric } from './simulated-metric.ts'
import type { Weather } from './weather.ts'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000

/** All that a figure depends on besides its own metric, area and time; the maps remember what was worked out. */
export interface CityState {
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
  readonly members: Map<string, readonly string[]>
}

/** The same at every hour of every day. */
export const FLAT: Profile = { hour: Array.from({ length: 24 }, () => 1), weekday: Array.from({ length: 7 }, () => 1) }

/** A rhythm is never quite still: below this share of its mean nothing is divided by it or raised to a power of it. */
const STILLEST = 0.001

/** How far the rhythm of a metric lifts or lowers what it measures at `at`, around 1; 1 for metrics told once a day or more rarely. */
export function rhythmOf(city: CityState, { facts, periodMs }: SimulatedMetric, at: number): number {
  const profile = facts.profile === undefined ? undefined : city.profiles.get(facts.profile)
  if (!profile || periodMs >= DAY_MS) return 1
  const day = city.calendar.start('P1D', at)
  return Math.max(STILLEST, profileAt(profile, at - day, weekdayOf(city.calendar, day))) ** (facts.swing ?? 1)
}

/** 0 for Monday to 6 for Sunday, of the local day that starts at `day`. */
export function weekdayOf(calendar: WindowCalendar, day: number): number {
  return Math.round((day - calendar.start('P1W', day)) / DAY_MS) % 7
}

/** What a rate counts follows the clock even where the rate itself runs against it. */
export function flowRhythm(city: CityState, { facts }: SimulatedMetric, at: number): number {
  const profile = city.profiles.get(facts.profile ?? 'flat')
  if (!profile) return 1
  const day = city.calendar.start('P1D', at)
  return Math.max(0.02, profileAt(profile, at - day, weekdayOf(city.calendar, day)))
}

/** The share of its city an area has of a metric; metrics of the city as a whole have all of it. */
export function shareOf(city: CityState, { metric, facts, areas }: SimulatedMetric, area: string): number {
  return metric.level === 'city' ? 1 : city.shares.of(areas, facts.by ?? 'population', area)
}

/** Rounds half up to so many decimals. */
export function round(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}

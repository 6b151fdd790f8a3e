import type { Facts } from './facts.ts'
import { keyOf, uniform } from './noise.ts'
import type { Weather } from './weather.ts'

/** Rain of three hours that the ground and the drains take without anybody noticing, mm. */
const DRAINED_MM = 15
/** Gusts up to this disturb nothing, m/s. */
const HARMLESS_GUST = 12
/** Warmer than this, people and machines cool themselves, °C. */
const COMFORTABLE = 26

/** What the weather multiplies a figure by. */
export function effectOf({ weather: effects }: Facts, weather: Weather): number {
  if (!effects) return 1
  const heat = Math.max(0, weather.temperature - COMFORTABLE)
  const gust = Math.max(0, weather.gust - HARMLESS_GUST)
  return Math.max(0, 1 + (effects.rain ?? 0) * weather.rain + (effects.gust ?? 0) * gust + (effects.heat ?? 0) * heat)
}

/** What standing water adds to a figure. */
export function addedByWater({ weather: effects }: Facts, { wet }: Weather): number {
  return (effects?.wet ?? 0) * Math.max(0, wet - DRAINED_MM)
}

/** Rain in mm/h from which a warning signal is in force, and gusts in m/s. */
const WARNING_RAIN = 20
const WARNING_GUST = 17.2
/** Half a lunar day: high water comes about every 12 h 25 min. */
const TIDE_MS = 44_714_000

/** A figure that is the weather itself. */
export function weatherFigure(is: NonNullable<Facts['is']>, typical: number, weather: Weather, at: number, area: string): number {
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

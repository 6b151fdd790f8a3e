import { keyOf, uniform, wave } from './noise.ts'

/** The weather of a place: rain in mm/h, rain of the last three hours in mm, gust in m/s, temperature in °C. */
export interface Weather {
  readonly rain: number
  readonly wet: number
  readonly gust: number
  readonly temperature: number
}

/** Where a place lies; undefined gives it the weather of the middle of the city. */
export interface Place {
  readonly longitude: number
  readonly latitude: number
}

/** The sky over a city: a pure function of place and time. */
export interface Sky {
  at(place: Place, at: number): Weather
}

const HOUR_MS = 3_600_000
/** One front may pass in each block of so many hours. */
const BLOCK_MS = 8 * HOUR_MS
/** Degrees of longitude a front crosses in an hour: about 25 km/h. */
const FRONT_DEGREES_PER_HOUR = 0.24

interface Front {
  readonly centre: number
  readonly halfWidth: number
  readonly peak: number
  /** Direction it travels in, as a unit vector of longitude and latitude. */
  readonly heading: readonly [number, number]
}

/**
 * Makes the sky of a seed. Fronts pass now and then, more often and stronger from April to September; each reaches the
 * places it crosses one after the other. `middle` is where the times of fronts are counted from.
 */
export function makeSky(seed: number, middle: Place): Sky {
  const key = keyOf(seed, 'weather')
  const fronts = new Map<number, Front | undefined>()
  const frontOf = (block: number): Front | undefined => {
    if (!fronts.has(block)) fronts.set(block, makeFront(key, block))
    return fronts.get(block)
  }
  const rainAt = (place: Place, at: number): number => {
    const block = Math.floor(at / BLOCK_MS)
    let rain = 0
    for (let near = block - 1; near <= block + 1; near++) {
      const front = frontOf(near)
      if (!front) continue
      const away = (place.longitude - middle.longitude) * front.heading[0] + (place.latitude - middle.latitude) * front.heading[1]
      const passes = front.centre + (away / FRONT_DEGREES_PER_HOUR) * HOUR_MS
      rain += front.peak * Math.exp(-(((at - passes) / front.halfWidth) ** 2))
    }
    return rain < 0.1 ? 0 : rain
  }
  return {
    at(place, at) {
      const rain = rainAt(place, at)
      const wet = [0.5, 1.5, 2.5].reduce((sum, hours) => sum + rainAt(place, at - hours * HOUR_MS), 0)
      const gust = 5 + 2.5 * wave(key ^ 0x51, at / (2 * HOUR_MS) + place.longitude) + rain * 0.28
      return { rain, wet, gust: Math.max(0.5, gust), temperature: temperatureAt(key, at, place) - Math.min(5, rain * 0.15) }
    },
  }
}

function makeFront(key: number, block: number): Front | undefined {
  const month = new Date(block * BLOCK_MS).getUTCMonth()
  const isWetSeason = month >= 3 && month <= 8
  if (uniform(key, block * 8) > (isWetSeason ? 0.3 : 0.14)) return undefined
  const angle = uniform(key, block * 8 + 1) * 2 * Math.PI
  return {
    centre: (block + uniform(key, block * 8 + 2)) * BLOCK_MS,
    halfWidth: (0.5 + uniform(key, block * 8 + 3) * 1.4) * HOUR_MS,
    peak: (isWetSeason ? 34 : 14) * uniform(key, block * 8 + 4) ** 2 + 1.5,
    heading: [Math.cos(angle), Math.sin(angle)],
  }
}

/** Subtropical: about 14 °C in January, 29 °C in July, warmest two hours after the sun stands highest. */
function temperatureAt(key: number, at: number, { longitude }: Place): number {
  const year = (at / (365.25 * 24 * HOUR_MS) - 0.04) * 2 * Math.PI
  const solar = ((at / HOUR_MS + longitude / 15) % 24) - 14
  return 21.5 - 7.5 * Math.cos(year) + 4 * Math.cos((solar / 24) * 2 * Math.PI) + 2.5 * wave(key ^ 0x77, at / (40 * HOUR_MS))
}

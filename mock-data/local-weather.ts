import type { AreaTree } from '#contract/catalogue.ts'
import { moved, type Overlay } from './overlay.ts'
import type { Place, Sky, Weather } from './weather.ts'

/** Which metrics a scenario brings rain and wind with. */
export interface WeatherMetrics {
  readonly rainId: string | undefined
  readonly gustId: string | undefined
}

/** Rain of a scenario has been falling for a while: its three hours hold this many times its present hour. */
const HOURS_OF_RAIN = 1.6

/** The weather over areas: the sky's own, and what a scenario makes of it. A minute's answer serves every figure of an area. */
export function localWeather(
  tree: AreaTree,
  sky: Sky,
  overlay: Overlay,
  metrics: WeatherMetrics,
): (area: string, at: number) => Weather {
  return cached((area, at) => overlaidWeather(tree, sky, overlay, metrics, area, at))
}

/** Where an area lies: its own seat, or that of the nearest area around it that has one. */
export function placeOf(tree: AreaTree, code: string): Place {
  const seat = tree.path(code).find((area) => area.seat)?.seat
  return { longitude: seat?.[0] ?? 0, latitude: seat?.[1] ?? 0 }
}

function overlaidWeather(
  tree: AreaTree,
  sky: Sky,
  overlay: Overlay,
  { rainId, gustId }: WeatherMetrics,
  area: string,
  at: number,
): Weather {
  const own = sky.at(placeOf(tree, area), at)
  const over = (id: string | undefined, base: number): number => {
    if (id === undefined || !overlay.touches(id)) return base
    const path = tree.path(area).map(({ code }) => code)
    return moved(base, overlay.moves(id, path, at), overlay.strength(at))
  }
  const rain = over(rainId, own.rain)
  return { ...own, rain, gust: over(gustId, own.gust), wet: rain > own.rain ? Math.max(own.wet, rain * HOURS_OF_RAIN) : own.wet }
}

/** Answers kept before all are forgotten: a few minutes of every community of a large city. */
const MOST_ANSWERS = 20_000

function cached(work: (area: string, at: number) => Weather): (area: string, at: number) => Weather {
  const known = new Map<string, Weather>()
  return (area, at) => {
    const minute = Math.floor(at / 60_000)
    const name = `${area}/${minute}`
    const found = known.get(name)
    if (found) return found
    const made = work(area, minute * 60_000)
    if (known.size > MOST_ANSWERS) known.clear()
    known.set(name, made)
    return made
  }
}

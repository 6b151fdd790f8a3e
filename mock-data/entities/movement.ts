import { uniform } from '../noise.ts'
import type { EntityFacts } from './entity-facts.ts'
import type { LngLat, Town } from './ground.ts'
import type { Roads } from './roads.ts'

/** Where a thing is at an instant: pure in time, so that a hub that starts again finds everything where it would be. */
export type Movement = (at: number) => { readonly place: LngLat; readonly heading?: number; readonly speed?: number }

/** A round: out and back, with a rest at both ends, ms. */
const ROUND_MS = 40 * 60_000

/** Least part of a round that is spent standing. */
const REST = 0.18

/** Crossings looked at for where to go. */
const CHOICES = 6

/**
 * How a thing moves from its home: in rounds of equal length, each out to some crossing and back the same way, so that one
 * ends where the next begins. `calls` stand most of the time; `line` goes to and fro between the same two places.
 */
export function movementOf(
  { ways, metresPerSecond }: NonNullable<EntityFacts['motion']>,
  town: Town,
  towns: readonly Town[],
  roads: Roads,
  key: number,
): Movement {
  const own = roads.crossings(town.area.code)
  const home = own[Math.floor(uniform(key, 1) * own.length)] as number
  const phase = Math.floor(uniform(key, 2) * ROUND_MS)
  const reach = (metresPerSecond * ROUND_MS * (1 - REST)) / 2000
  const elsewhere = nearTowns(town, towns)
  const goals = ways === 'line' ? (elsewhere[0] ? roads.crossings(elsewhere[0].area.code) : own) : own
  return (at) => {
    const round = Math.floor((at + phase) / ROUND_MS)
    const gone = (at + phase) % ROUND_MS
    const goal = goalOf(ways === 'line' ? 0 : round)
    const way = roads.way(home, goal)
    const length = Math.min(way.metres, reach)
    const driveMs = (length / metresPerSecond) * 1000
    const restMs = (ROUND_MS - 2 * driveMs) / 2
    const stands = ways === 'calls' && uniform(key, 1000 + round) < 0.45
    if (stands || length === 0 || gone < restMs) return { place: roads.place(home), speed: 0 }
    const driven = gone - restMs
    const isBack = driven > driveMs + restMs
    if (driven > driveMs && !isBack) return { place: way.at(length).place, speed: 0 }
    const metres = isBack ? length - ((driven - driveMs - restMs) / 1000) * metresPerSecond : (driven / 1000) * metresPerSecond
    const { place, heading } = way.at(metres)
    return { place, heading: Math.round(isBack ? (heading + 180) % 360 : heading), speed: Number(metresPerSecond.toFixed(1)) }
  }

  function goalOf(round: number): number {
    const among =
      ways === 'calls' && uniform(key, 2000 + round) < 0.3 && elsewhere[0] ? roads.crossings(elsewhere[0].area.code) : goals
    let best = home
    for (let choice = 0; choice < CHOICES; choice++) {
      const candidate = among[Math.floor(uniform(key, 3000 + round * CHOICES + choice) * among.length)] as number
      if (candidate !== home) best = candidate
    }
    return best
  }
}

function nearTowns(town: Town, towns: readonly Town[]): readonly Town[] {
  const away = ({ seat }: Town) => Math.hypot(seat[0] - town.seat[0], seat[1] - town.seat[1])
  return towns.filter((other) => other !== town).sort((a, b) => away(a) - away(b))
}

import type { Travel } from '#contract/command-tables.ts'
import type { Unit } from '#contract/resource.ts'
import { type LngLat, metresBetween, minutesFor } from './travel.ts'
import type { Standing } from './unit-of.ts'

export interface Nearest {
  readonly travel: Travel
  /** How many of those that can be had, and how many of the others. */
  readonly limit: number
  /** Not further than so many minutes. */
  readonly within?: number | undefined
  readonly capability?: string | undefined
}

/**
 * The nearest units that can be had, and after them the nearest of the others, so that who has what is seen as well. At equal
 * distances the order is that of their ids. Pure.
 */
export function nearest(units: readonly Standing[], from: LngLat, { travel, limit, within, capability }: Nearest): readonly Unit[] {
  const reached = units
    .filter((unit) => capability === undefined || hasCapability(unit, capability))
    .map((unit): Unit => {
      const metres = metresBetween(from, unit.at)
      return { ...unit, metres: Math.round(metres), minutes: Math.round(minutesFor(unit.kind, metres, travel) * 10) / 10 }
    })
    .filter(({ minutes }) => within === undefined || minutes <= within)
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))
  const free = reached.filter(({ state }) => state.is === 'free')
  const others = reached.filter(({ state }) => state.is !== 'free')
  return [...free.slice(0, limit), ...others.slice(0, limit)]
}

/** True when one of its attributes holds these words. */
function hasCapability({ attributes }: Pick<Standing, 'attributes'>, capability: string): boolean {
  return Object.values(attributes).some((value) => typeof value === 'string' && value.includes(capability))
}

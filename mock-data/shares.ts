import type { Area } from '#contract/area.ts'
import type { AreaTree, MetricAreas } from '#contract/catalogue.ts'
import { apportion } from './apportion.ts'
import type { Facts } from './facts.ts'
import { keyOf, uniform } from './noise.ts'

/** What a city value is shared by. */
export type SharedBy = NonNullable<Facts['by']>

/** How people, land and economy are spread over a city, down to areas nobody counted. */
export interface Shares {
  /**
   * The share of a reporting area in its city. Shares of the areas that count sum to 1; overlapping areas, which are
   * counted in their neighbours already, get a small share of their own beside it.
   */
  of(areas: MetricAreas, by: SharedBy, code: string): number
  /** Persons of an area: its census, or its parent's census apportioned exactly; undefined where neither is known. */
  population(code: string): number | undefined
}

/** An overlapping area is simulated with this share of what an average member has. */
const OVERLAPPING_SHARE = 0.3

export function makeShares(seed: number, tree: AreaTree): Shares {
  const key = keyOf(seed, 'shares')
  const populations = new Map<string, number>()
  const settle = (area: Area): void => {
    if (area.population !== undefined) populations.set(area.code, area.population)
    const members = tree.children(area.code).filter(({ overlaps }) => !overlaps)
    const own = populations.get(area.code)
    const unknown = members.filter(({ population }) => population === undefined)
    const known = members.reduce((sum, { population }) => sum + (population ?? 0), 0)
    if (own !== undefined && unknown.length > 0 && own >= known) {
      const parts = apportion(
        own - known,
        unknown.map(({ code }) => 0.4 + 1.2 * uniform(keyOf(key, code), 1)),
      )
      for (const [index, { code }] of unknown.entries()) populations.set(code, parts[index] as number)
    }
    for (const member of tree.children(area.code)) settle(member)
  }
  settle(tree.root)

  const land = (code: string): number => {
    const area = tree.byCode.get(code)
    if (area?.areaKm2 !== undefined) return area.areaKm2
    const parent = area?.parent
    return parent === undefined ? 1 : land(parent) / Math.max(1, tree.children(parent).length)
  }
  const weigh: Record<SharedBy, (code: string) => number> = {
    population: (code) => populations.get(code) ?? 0,
    gdp: (code) => (populations.get(code) ?? 0) * (0.6 + 0.8 * uniform(keyOf(key, code), 2)),
    area: land,
    none: () => 1,
  }
  const cache = new WeakMap<MetricAreas, Partial<Record<SharedBy, ReadonlyMap<string, number>>>>()
  const sharesOf = (areas: MetricAreas, by: SharedBy): ReadonlyMap<string, number> => {
    const known = cache.get(areas) ?? {}
    cache.set(areas, known)
    known[by] ??= spread([...areas.reports], weigh[by], (code) => tree.byCode.get(code)?.overlaps === true)
    return known[by]
  }
  return {
    of: (areas, by, code) => sharesOf(areas, by).get(code) ?? 0,
    population: (code) => populations.get(code),
  }
}

function spread(codes: readonly string[], weight: (code: string) => number, overlaps: (code: string) => boolean) {
  const counted = codes.filter((code) => !overlaps(code))
  const weights = new Map(counted.map((code) => [code, weight(code)]))
  const total = [...weights.values()].reduce((sum, value) => sum + value, 0)
  const beside = OVERLAPPING_SHARE / Math.max(1, counted.length)
  return new Map(
    codes.map((code) => {
      if (overlaps(code)) return [code, beside] as const
      return [code, total > 0 ? (weights.get(code) as number) / total : 1 / counted.length] as const
    }),
  )
}

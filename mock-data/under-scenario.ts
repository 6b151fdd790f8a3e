import { type CityState, flowRhythm, shareOf } from './city-state.ts'
import { type Move, moved } from './overlay.ts'
import type { SimulatedMetric } from './simulated-metric.ts'

/**
 * The level of an area when a scenario moves it, or moves an area around it. `base` is its level without; `levelIn` says
 * the same of any other reporting area, to find an area's part of what is said of the whole.
 */
export function underScenario(
  city: CityState,
  simulated: SimulatedMetric,
  area: string,
  at: number,
  base: number,
  levelIn: (code: string) => number,
): number {
  const { metric } = simulated
  if (!city.overlay.touches(metric.id)) return base
  const path = city.tree.path(area).map(({ code }) => code)
  return moved(base, city.overlay.moves(metric.id, path, at), city.overlay.strength(at), (move) =>
    move.area === area ? move.to : partOf(city, simulated, area, base, move, levelIn),
  )
}

/** What a whole's value means for one of its areas: a sum is shared out, an extreme or a mean lifts all in proportion. */
function partOf(
  city: CityState,
  simulated: SimulatedMetric,
  area: string,
  base: number,
  { area: whole, to }: Move,
  levelIn: (code: string) => number,
): number {
  const members = membersOf(city, simulated, whole)
  const levels = members.map(levelIn)
  const total = levels.reduce((sum, level) => sum + level, 0)
  switch (simulated.metric.rollUp.area) {
    case 'sum':
      if (to < total) return total > 0 ? base * (to / total) : base
      return base + (to - total) * (shareOf(city, simulated, area) / (shareWithin(city, simulated, whole) || 1))
    case 'max': {
      const highest = Math.max(...levels)
      return highest > 0 ? base * (to / highest) : to
    }
    default:
      return base + (to - total / levels.length)
  }
}

/** What a scenario multiplies a counter’s own increment from `from` to `to` by, and what it adds to it. */
export function scenarioIncrement(
  city: CityState,
  simulated: SimulatedMetric,
  area: string,
  from: number,
  to: number,
): { factor: number; added: number } {
  const { metric, facts } = simulated
  if (!city.overlay.touches(metric.id)) return { factor: 1, added: 0 }
  const path = city.tree.path(area).map(({ code }) => code)
  const rhythm = flowRhythm(city, simulated, to)
  const factor = moved(1, city.overlay.moves(metric.id, path, to), city.overlay.strength(to), (move) => {
    const usual = facts.typical * shareWithin(city, simulated, move.area) * rhythm
    return usual > 0 ? move.to / usual : 1
  })
  const added = path.reduce((sum, code) => {
    const growth = city.overlay.added(metric.id, code, to) - city.overlay.added(metric.id, code, from)
    return growth === 0 ? sum : sum + growth * (shareOf(city, simulated, area) / (shareWithin(city, simulated, code) || 1))
  }, 0)
  return { factor: Math.max(0, factor), added }
}

/** The reporting areas at or below `code` that count there: overlapping ones count for themselves only. */
function membersOf(city: CityState, { metric, areas }: SimulatedMetric, code: string): readonly string[] {
  const name = `${metric.id}@${code}`
  const known = city.members.get(name)
  if (known) return known
  const members = [...areas.reports].filter(
    (member) =>
      member === code || (!city.tree.byCode.get(member)?.overlaps && city.tree.path(member).some((above) => above.code === code)),
  )
  city.members.set(name, members)
  return members
}

function shareWithin(city: CityState, simulated: SimulatedMetric, code: string): number {
  return membersOf(city, simulated, code).reduce((sum, member) => sum + shareOf(city, simulated, member), 0)
}

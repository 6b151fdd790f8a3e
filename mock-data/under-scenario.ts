import { type CityState, flowRhythm } from './city-state.ts'
import { moved } from './overlay.ts'
import type { SimulatedMetric } from './simulated-metric.ts'

/** The level of an area when a scenario moves it, or moves an area around it. */
export function underScenario(
  city: CityState,
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

/** What a scenario multiplies a counter’s own increment by, and what it adds to it. */
export function scenarioIncrement(city: CityState, simulated: SimulatedMetric, area: string, from: number, to: number) {
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

function sharesIn(city: CityState, { areas, facts }: SimulatedMetric, code: string): number {
  let sum = 0
  for (const member of areas.reports)
    if (city.tree.path(member).some((above) => above.code === code)) sum += city.shares.of(areas, facts.by ?? 'population', member)
  return sum
}

function shareWithin(city: CityState, simulated: SimulatedMetric, area: string, code: string): number {
  const all = sharesIn(city, simulated, code)
  return all > 0 ? city.shares.of(simulated.areas, simulated.facts.by ?? 'population', area) / all : 0
}

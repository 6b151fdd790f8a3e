import type { ObservationRow } from '#contract/observation.ts'
import { Department } from './department.ts'
import type { Product } from './product.ts'

/** Towns of the test city in the order of its files, with the share of the city each one has. */
const TOWNS = [
  ['rm-a', 0.3],
  ['rm-b', 0.2],
  ['rm-c', 0.15],
  ['rm-d', 0.35],
] as const

/** What the power bureau says of a town: megawatts in all, megawatts to spare, and voltage points within limits. */
const LOAD_MW = 2_000
const RESERVE_MW = 500
const POINTS = 1_000

/** The two departments of the test city. Their figures are the same at every beat, so that a test knows what must be read. */
export interface Rivermouth {
  /** 供电局: figures promised within five seconds. */
  readonly power: Department
  /** 政务局: figures promised within ten minutes. */
  readonly services: Department
}

/** The city's electric load when all four towns have reported, in MW. */
export const CITY_LOAD = LOAD_MW

export async function openDepartments(product: Product): Promise<Rivermouth> {
  const power = new Department(product, await product.addSource('power'), (at) =>
    TOWNS.flatMap(([area, share]) => [
      row('grid.load', area, at, { value: Math.round(LOAD_MW * share) }),
      row('grid.reserve', area, at, { value: Math.round(RESERVE_MW * share) }),
      row('grid.voltage', area, at, { numerator: Math.round(POINTS * share * 0.99), denominator: Math.round(POINTS * share) }),
    ]),
  )
  const services = new Department(product, await product.addSource('services'), (at) =>
    TOWNS.flatMap(([area, share]) => [
      row('hotline.calls', area, at, { value: 1 }),
      row('hotline.waiting', area, at, { value: Math.round(100 * share) }),
      row('hotline.temperature', area, at, { value: 24 + share }),
    ]),
  )
  return { power, services }
}

function row(
  metric: string,
  area: string,
  at: number,
  said: { value: number } | { numerator: number; denominator: number },
): ObservationRow {
  return { metric, area, time: new Date(at).toISOString(), ...said }
}

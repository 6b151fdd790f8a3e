import type { Load } from './messages.ts'
import type { CitySize } from './scaled-city.ts'

/** Everything a city asks of its server. */
export interface Demand extends CitySize, Load {}

/** A place on a curve: so many times today's towns, metrics, rate, screens, or all of them. */
export interface Place {
  readonly of: 'city' | keyof Demand | 'all'
  readonly value: number
  readonly demand: Demand
}

/** A city of today: 33 towns, 169 figures of each told once a minute, and two hundred screens. */
export const TODAY: Place = { of: 'city', value: 1, demand: { towns: 33, metrics: 169, perMinute: 1, screens: 200 } }

/** How many times today's each of them is measured, one at a time: further where a server can be expected to go further. */
const ALONE: Readonly<Record<keyof Demand, readonly number[]>> = {
  screens: [3, 10],
  perMinute: [10, 100, 1_000],
  towns: [3, 10],
  metrics: [3, 10],
}

/** How many times today's all of them are measured at once: the rows a second are the cube of it. */
const TOGETHER = [2, 5, 10] as const

/** Where the curves are measured besides today's city. */
export const CURVES: readonly Place[] = [
  ...(Object.entries(ALONE) as [keyof Demand, readonly number[]][]).flatMap(([of, values]) =>
    values.map((value): Place => ({ of, value, demand: { ...TODAY.demand, [of]: TODAY.demand[of] * value } })),
  ),
  ...TOGETHER.map((value): Place => ({ of: 'all', value, demand: times(value) })),
]

function times(value: number): Demand {
  const { towns, metrics, perMinute, screens } = TODAY.demand
  return { towns: towns * value, metrics: metrics * value, perMinute: perMinute * value, screens: screens * value }
}

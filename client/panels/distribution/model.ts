import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { niceRange } from '../ranking/model.ts'

export interface Dot {
  readonly code: string
  readonly point: Point
  /** Along the axis, 0 to 1, and how many dots lie below it in its column. */
  readonly share: number
  readonly level: number
}

export interface Distribution {
  readonly dots: readonly Dot[]
  readonly range: readonly [number, number]
  readonly median: number | undefined
  /** Dots in the highest column. */
  readonly tallest: number
  readonly unknown: number
}

/** Areas as dots heaped over an axis of `columns` columns. */
export function distributionModel(members: readonly Point[], metric: Metric, columns: number): Distribution {
  const known = members.filter((point) => point.value !== null).sort((a, b) => (a.value as number) - (b.value as number))
  if (known.length === 0)
    return { dots: [], range: [metric.range[0], metric.range[1]], median: undefined, tallest: 0, unknown: members.length }
  const values = known.map((point) => point.value as number)
  const range = niceRange(values[0] as number, values.at(-1) as number, metric)
  const heaps = new Map<number, number>()
  const dots = known.map((point) => {
    const exact = range[1] === range[0] ? 0.5 : ((point.value as number) - range[0]) / (range[1] - range[0])
    const column = Math.min(columns - 1, Math.floor(Math.max(0, Math.min(1, exact)) * columns))
    const level = heaps.get(column) ?? 0
    heaps.set(column, level + 1)
    return { code: point.area, point, share: (column + 0.5) / columns, level }
  })
  return { dots, range, median: medianOf(values), tallest: Math.max(...heaps.values()), unknown: members.length - known.length }
}

/** The middle of ordered figures. */
export function medianOf(ordered: readonly number[]): number | undefined {
  if (ordered.length === 0) return undefined
  const middle = ordered.length >> 1
  return ordered.length % 2 === 1 ? ordered[middle] : ((ordered[middle - 1] as number) + (ordered[middle] as number)) / 2
}

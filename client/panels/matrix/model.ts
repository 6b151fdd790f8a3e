import type { Point } from '#contract/point.ts'

/** How strongly a cell is tinted, 0 (lowest of its column) to 5 (highest); undefined where there is no figure. */
export type Tint = 0 | 1 | 2 | 3 | 4 | 5

/** Tints of one column by rank, so that one extreme area does not make all others look alike. */
export function columnTints(points: readonly Point[]): readonly (Tint | undefined)[] {
  const ordered = distinctInOrder(points)
  return points.map(({ value }) => {
    if (value === null) return undefined
    if (ordered.length === 1) return 2
    return Math.round((rankOf(value, ordered) / (ordered.length - 1)) * 5) as Tint
  })
}

/** In an array of numbers, which is put in order without a call for each comparison: this is done for every patch. */
function distinctInOrder(points: readonly Point[]): Float64Array {
  const values = new Float64Array(points.length)
  let known = 0
  for (const { value } of points) if (value !== null) values[known++] = value
  const ordered = values.subarray(0, known).sort()
  let distinct = 0
  for (const value of ordered) if (distinct === 0 || value !== ordered[distinct - 1]) ordered[distinct++] = value
  return ordered.subarray(0, distinct)
}

/** How many of `ordered` are below a value that is among them. */
function rankOf(value: number, ordered: Float64Array): number {
  let [low, high] = [0, ordered.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ordered[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

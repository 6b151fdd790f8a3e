import type { Point } from '#contract/point.ts'

/** How strongly a cell is tinted, 0 (lowest of its column) to 5 (highest); undefined where there is no figure. */
export type Tint = 0 | 1 | 2 | 3 | 4 | 5

/** Tints of one column by rank, so that one extreme area does not make all others look alike. */
export function columnTints(points: readonly Point[]): readonly (Tint | undefined)[] {
  const known = points.map((point) => point.value).filter((value) => value !== null)
  const ordered = [...new Set(known)].sort((a, b) => a - b)
  const ranks = new Map(ordered.map((value, rank) => [value, rank]))
  return points.map(({ value }) => {
    if (value === null) return undefined
    if (ordered.length === 1) return 2
    return Math.round(((ranks.get(value) as number) / (ordered.length - 1)) * 5) as Tint
  })
}

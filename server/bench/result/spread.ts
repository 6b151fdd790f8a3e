import type { Spread } from './bench-result.ts'

/** The middle of some figures, of an even number the mean of the two in the middle. Throws RangeError for none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The least of the figures that `share` of them (0 to 1) do not pass: `quantile(ages, 0.95)`. Throws RangeError for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] as number
}

/** Median, least and most of some figures, to six digits: more than any of them is good for. Throws RangeError for none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values)
  return { median: brief(median(sorted)), min: brief(sorted[0] as number), max: brief(sorted.at(-1) as number) }
}

function ascending(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('nothing was measured')
  return [...values].sort((a, b) => a - b)
}

function brief(value: number): number {
  return Number(value.toPrecision(6))
}

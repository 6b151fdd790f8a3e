import { isDivided, type Metric, type RollUp } from '#contract/metric.ts'

/**
 * How many times beyond the catalogue's range a figure may lie. A range is what one city expects over a day; a city a
 * hundred times larger, or a unit a thousand times smaller by mistake but still a number, lies within.
 */
const REACH = 1000

/** No part of a figure may be larger: sums of a few thousand of them stay far from where doubles end. */
const LARGEST = 1e18

/**
 * What the gate takes for this metric, [low, high] inclusive, in the unit shown.
 * The reach is 1000 × the larger end of the range (at least 1), to both sides of zero. Quantities that are added up
 * (counters and sums) are never below zero where their range is not; levels, growth and temperatures may be.
 */
export function limitOf(metric: Pick<Metric, 'range' | 'rollUp' | 'kind'>): readonly [low: number, high: number] {
  const [low, high] = metric.range
  const limit = Math.min(REACH * Math.max(Math.abs(low), Math.abs(high), 1), LARGEST)
  return [low >= 0 && isAddedUp(metric) ? 0 : -limit, limit]
}

/**
 * True when `numerator ÷ denominator`, as it is shown, lies within the limits and no part is absurd by itself.
 * With a denominator of 0 only the parts can be judged.
 */
export function isPlausible(metric: Metric, numerator: number, denominator: number): boolean {
  if (Math.abs(numerator) > LARGEST || denominator > LARGEST) return false
  const [low, high] = limitOf(metric)
  if (denominator === 0) return numerator >= 0 || low < 0
  const value = ((isDivided(metric) ? (metric.scale ?? 1) : 1) * numerator) / denominator
  return value >= low && value <= high
}

function isAddedUp(metric: Pick<Metric, 'rollUp' | 'kind'>): boolean {
  const rollUps: readonly RollUp[] = [metric.rollUp.area as RollUp, metric.rollUp.time as RollUp]
  return metric.kind === 'counter' || rollUps.includes('sum')
}

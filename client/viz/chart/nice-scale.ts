/** A vertical axis: where it begins and ends, and the values with a line of the grid. */
export interface Scale {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
  /** The axis does not begin at zero; its range must be printed. */
  readonly isFitted: boolean
}

const STEPS = [1, 2, 2.5, 5, 10] as const

/** The smallest round number that is at least `value`: 1, 2, 2.5 or 5 times a power of ten. */
export function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = STEPS.find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10
  return step * power
}

/** The axis ends this much above the highest value, so that a peak does not touch the heading. */
const ROOM = 1.06

/**
 * An axis from zero to a little above the highest value, with two to four round lines. All zero (or nothing) gives an
 * axis to `least`, so that no event is not drawn as a flat line at the top.
 */
export function scaleFromZero(values: readonly number[], least: number): Scale {
  const highest = Math.max(0, ...values)
  const lowest = Math.min(0, ...values)
  const span = Math.max(highest - lowest, Number.EPSILON)
  if (highest === 0 && lowest === 0) return ticked(0, niceStep(Math.max(least, Number.MIN_VALUE * 10) / 2) * 2, false)
  const step = niceStep((span * ROOM) / 4)
  return ticked(Math.floor(lowest / step + 1e-9) * step, Math.max(step, highest * ROOM), false, step)
}

/** An axis around values that all lie near `limit` (a rate near 100 %), ending at the limit. */
export function scaleFitted(values: readonly number[], limit: number): Scale {
  const lowest = Math.min(...values)
  const span = Math.max(limit - lowest, limit * 0.002)
  const step = niceStep(span / 2.5)
  return ticked(Math.floor((limit - span * 1.08) / step) * step, limit, true, step)
}

function ticked(low: number, high: number, isFitted: boolean, step = (high - low) / 2): Scale {
  const ticks: number[] = []
  for (let index = 0; low + index * step <= high + step * 1e-6; index++) ticks.push(Number((low + index * step).toPrecision(12)))
  return { low, high, ticks, isFitted }
}

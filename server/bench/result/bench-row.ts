import type { BenchRow, Spread, Target } from './bench-result.ts'
import { spreadOf } from './spread.ts'

/** What the rounds of a bench measured of one figure: one value a round, the baseline's in the same order. */
export interface MeasuredRow {
  readonly measure: string
  readonly unit: string
  readonly values: readonly number[]
  readonly baseline?: { readonly name: string; readonly values: readonly number[] }
  readonly target?: Target
  readonly at?: { readonly of: string; readonly value: number }
}

/**
 * The row of a figure. Its ratio is taken round by round, so that what slowed a whole round slows both sides of it. Throws
 * RangeError when nothing was measured, when a baseline has another number of rounds, and when a target is of a ratio that
 * there is not.
 */
export function benchRow({ measure, unit, values, baseline, target, at }: MeasuredRow): BenchRow {
  if (baseline && baseline.values.length !== values.length)
    throw new RangeError(`${measure}: ${values.length} rounds beside ${baseline.values.length} of ${baseline.name}`)
  const figure = spreadOf(values)
  const ratio = baseline ? spreadOf(values.map((value, round) => value / (baseline.values[round] as number))) : null
  if (target?.of === 'ratio' && !ratio) throw new RangeError(`${measure}: a target for a ratio needs a baseline`)
  return {
    ...{ measure, unit, at: at ?? null, ...figure, rounds: values.length },
    baseline: baseline ? { name: baseline.name, ...spreadOf(baseline.values) } : null,
    ...{ ratio, target: target ?? null, met: target ? isMet(target, figure, ratio) : null },
  }
}

function isMet({ of, is, value }: Target, figure: Spread, ratio: Spread | null): boolean {
  const reached = (of === 'ratio' && ratio ? ratio : figure).median
  return is === 'at least' ? reached >= value : reached <= value
}

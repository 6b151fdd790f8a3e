import type { Grade } from './rule-state.ts'

/** The limits of a rule on a scale where more is worse, and how far back inside them a figure must come. */
export interface Limits {
  readonly warning?: number
  readonly critical?: number
  readonly back: number
}

/** The grade an amount reaches, and the one it keeps if it was there already. More is worse; a limit is reached at itself. */
export function gradesOf(amount: number, { warning, critical, back }: Limits): { readonly reached: Grade; readonly kept: Grade } {
  const grade = (isBeyond: (limit: number) => boolean): Grade => {
    if (critical !== undefined && isBeyond(critical)) return 2
    return warning !== undefined && isBeyond(warning) ? 1 : 0
  }
  const reached = grade((limit) => amount >= limit)
  const held = grade((limit) => amount > limit - back)
  return { reached, kept: Math.max(reached, held) as Grade }
}

/**
 * How far back inside its limits a figure must come where the rule does not say: a tenth of the way between the two limits,
 * or a hundredth of the only one, and never more than half of what there is between the limit and the good end of the range:
 * otherwise it could never be over.
 */
export function usualBack(
  { warning, critical }: { readonly warning?: number | undefined; readonly critical?: number | undefined },
  side: 'above' | 'below',
  range: readonly [low: number, high: number],
): number {
  const first = warning ?? critical
  if (first === undefined) return 0
  const wished = warning !== undefined && critical !== undefined ? Math.abs(critical - warning) / 10 : Math.abs(first) / 100
  const room = side === 'above' ? first - range[0] : range[1] - first
  return Math.max(0, Math.min(wished, room / 2))
}

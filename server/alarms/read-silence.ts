import type { Point } from '#contract/point.ts'
import { gradesOf } from './limits.ts'
import type { Reading } from './rule-state.ts'

/** Holds the share of figures that fell silent against the limits. What never came is not missed. */
export function readSilence(
  points: readonly Pick<Point, 'freshness' | 'observedAt'>[],
  { warning, critical }: { readonly warning?: number; readonly critical?: number },
): Reading {
  const known = points.filter(({ freshness }) => freshness !== 'empty')
  if (known.length === 0) return { kind: 'unjudged' }
  const silent = known.filter(({ freshness }) => freshness === 'silent').length
  const { reached, kept } = gradesOf(silent / known.length, {
    ...(warning !== undefined && { warning }),
    ...(critical !== undefined && { critical }),
    back: 0,
  })
  const lastAt = known.reduce<number | undefined>(
    (last, { observedAt }) => (observedAt !== null && observedAt > (last ?? 0) ? observedAt : last),
    undefined,
  )
  return {
    kind: 'judged',
    ...{ reached, kept },
    why: { kind: 'silence', silent, of: known.length, ...(lastAt !== undefined && { lastAt }) },
  }
}

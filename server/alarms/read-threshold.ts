import type { Point } from '#contract/point.ts'
import { gradesOf, type Limits } from './limits.ts'
import type { Reading } from './rule-state.ts'

/** The limits of a threshold and the side they lie on. Limits are as written; `back` is a distance. */
export interface ThresholdLimits extends Limits {
  readonly side: 'above' | 'below'
}

/** Holds a figure against its limits. A figure that is silent or was never there is not judged. */
export function readThreshold({ value, freshness }: Point, { side, warning, critical, back }: ThresholdLimits): Reading {
  if (value === null || freshness === 'silent' || freshness === 'empty') return { kind: 'unjudged' }
  const sign = side === 'above' ? 1 : -1
  const { reached, kept } = gradesOf(sign * value, {
    ...(warning !== undefined && { warning: sign * warning }),
    ...(critical !== undefined && { critical: sign * critical }),
    back,
  })
  const limit = (reached === 2 ? critical : warning) ?? (critical as number)
  return { kind: 'judged', reached, kept, why: { kind: 'threshold', value, limit, side } }
}

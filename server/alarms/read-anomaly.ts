import type { Point } from '#contract/point.ts'
import { gradesOf } from './limits.ts'
import type { Rhythm } from './rhythm.ts'
import type { Reading } from './rule-state.ts'

export interface AnomalyLimits {
  readonly side: 'above' | 'below' | 'either'
  /** Robust deviations. */
  readonly warning?: number
  readonly critical?: number
}

/** A figure is over with being strange when it is this much nearer to the expected than the limit. */
const BACK = 0.8

/** Holds a figure against its own rhythm. Before anything was learned of this time of the week nothing is judged. */
export function readAnomaly({ value, freshness, window }: Point, rhythm: Rhythm | undefined, limits: AnomalyLimits): Reading {
  if (value === null || window === null || freshness === 'silent' || freshness === 'empty') return { kind: 'unjudged' }
  const expected = rhythm?.expect(window[0])
  if (!expected) return { kind: 'unjudged' }
  const deviations = (value - expected.value) / expected.spread
  const amount = limits.side === 'either' ? Math.abs(deviations) : limits.side === 'above' ? deviations : -deviations
  const { warning, critical } = limits
  const first = warning ?? (critical as number)
  const { reached, kept } = gradesOf(amount, {
    ...(warning !== undefined && { warning }),
    ...(critical !== undefined && { critical }),
    back: first * (1 - BACK),
  })
  const limit = reached === 2 ? (critical as number) : first
  const { spread, learned } = expected
  return {
    kind: 'judged',
    ...{ reached, kept },
    why: {
      kind: 'anomaly',
      ...{ value, expected: expected.value, low: expected.value - limit * spread, high: expected.value + limit * spread },
      ...{ deviations: Math.round(deviations * 10) / 10, learned, rhythm: expected.rhythm },
    },
  }
}

import type { Point } from '#contract/point.ts'
import { gradesOf, type Limits } from './limits.ts'
import type { Reading } from './rule-state.ts'

/** A figure at a time, epoch ms: the end of what it measures. */
export interface Sample {
  readonly at: number
  readonly value: number
}

export interface RateLimits extends Limits {
  readonly side: 'rise' | 'fall'
  readonly windowMs: number
}

/**
 * Holds the change of a figure within a time against its limits: from the lowest figure of the window up to the newest for a
 * rise, from the highest down for a fall. `samples` are the figures of the window, oldest first, the newest last.
 */
export function readRate(point: Pick<Point, 'freshness'>, samples: readonly Sample[], limits: RateLimits): Reading {
  const newest = samples.at(-1)
  if (!newest || samples.length < 2 || point.freshness === 'silent' || point.freshness === 'empty') return { kind: 'unjudged' }
  const { side, windowMs, warning, critical } = limits
  const sign = side === 'rise' ? 1 : -1
  const from = samples.reduce((least, { value }) => (sign * value < sign * least ? value : least), newest.value)
  const { reached, kept } = gradesOf(sign * (newest.value - from), limits)
  const limit = (reached === 2 ? critical : warning) ?? (critical as number)
  const why = { kind: 'rate', value: newest.value, from, limit, side, windowS: Math.round(windowMs / 1000) } as const
  return { kind: 'judged', reached, kept, why }
}

/** The samples of the last `windowMs` with a new one, oldest first. A sample of the same time is replaced by the newer. */
export function withSample(samples: readonly Sample[], sample: Sample, windowMs: number): readonly Sample[] {
  const others = samples.filter(({ at }) => at !== sample.at && at > sample.at - windowMs)
  const place = others.findLastIndex(({ at }) => at < sample.at) + 1
  return others.toSpliced(place, 0, sample)
}

import { describe, expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { readAnomaly } from './read-anomaly.ts'
import { readRate, withSample } from './read-rate.ts'
import { readSilence } from './read-silence.ts'
import { readThreshold } from './read-threshold.ts'
import { learnRhythm } from './rhythm.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

function point(value: number | null, more: Partial<Point> = {}): Point {
  return {
    ...{ metric: 'm', area: 'a', step: 'PT1H', window: [0, HOUR], value, observedAt: 0, freshness: 'live' },
    ...{ coverage: { reported: 1, expected: 1 }, revision: 1, ...more },
  }
}

describe('a threshold', () => {
  it('says which limit was passed on which side', () => {
    expect(readThreshold(point(12), { side: 'below', warning: 15, critical: 5, back: 1 })).toEqual({
      ...{ kind: 'judged', reached: 1, kept: 1, why: { kind: 'threshold', value: 12, limit: 15, side: 'below' } },
    })
  })

  it('judges nothing silent, and nothing that was never there', () => {
    expect(readThreshold(point(99, { freshness: 'silent' }), { side: 'above', warning: 1, back: 0 })).toEqual({ kind: 'unjudged' })
    expect(readThreshold(point(null), { side: 'above', warning: 0, back: 0 })).toEqual({ kind: 'unjudged' })
  })
})

describe('a rate', () => {
  it('finds the rise from the lowest figure of the window, whatever lies between', () => {
    const samples = [4, 2, 5, 9].map((value, index) => ({ at: index * 60_000, value }))
    const reading = readRate(point(9), samples, { side: 'rise', windowMs: 240_000, warning: 6, critical: 8, back: 0 })
    expect(reading).toMatchObject({ reached: 1, why: { from: 2, value: 9, limit: 6, windowS: 240 } })
  })

  it('forgets what is older than the window, and takes a corrected figure instead of the first', () => {
    const first = withSample(withSample([], { at: 0, value: 1 }, 100), { at: 90, value: 2 }, 100)
    expect(withSample(first, { at: 120, value: 3 }, 100)).toEqual([
      { at: 90, value: 2 },
      { at: 120, value: 3 },
    ])
    expect(withSample(first, { at: 90, value: 7 }, 100)).toEqual([
      { at: 0, value: 1 },
      { at: 90, value: 7 },
    ])
  })
})

it('holds a source silent by the share of its figures, and does not miss what never came', () => {
  const points = [
    point(1, { freshness: 'silent', observedAt: 50 }),
    point(1, { freshness: 'live', observedAt: 70 }),
    point(null, { freshness: 'empty', observedAt: null }),
  ]
  expect(readSilence(points, { warning: 0.5, critical: 1 })).toMatchObject({
    ...{ reached: 1, why: { kind: 'silence', silent: 1, of: 2, lastAt: 70 } },
  })
  expect(readSilence([point(null, { freshness: 'empty' })], { warning: 0.5 })).toEqual({ kind: 'unjudged' })
})

describe('a rhythm', () => {
  const busy = (at: number) => (Math.floor(at / HOUR) % 24 >= 8 ? 100 : 10) + (Math.floor(at / DAY) % 7 >= 5 ? -9 : 0)
  const weeks = (count: number) =>
    Array.from({ length: count * 7 * 24 }, (_, hour) => ({ at: hour * HOUR, value: busy(hour * HOUR) + (hour % 5) }))
  const settings = { stepMs: HOUR, local: (at: number) => at }

  it('knows the hours of each weekday after some weeks, and tells how far from them a figure is', () => {
    const rhythm = learnRhythm(weeks(4), settings)
    const at = 28 * DAY + 3 * HOUR
    const reading = readAnomaly(point(100, { window: [at, at + HOUR] }), rhythm, { side: 'above', warning: 6, critical: 12 })
    expect(reading).toMatchObject({ kind: 'judged', reached: 2, why: { rhythm: 'week', learned: 4 } })
    const usual = readAnomaly(point(busy(at) + 2, { window: [at, at + HOUR] }), rhythm, { side: 'either', warning: 6 })
    expect(usual).toMatchObject({ reached: 0 })
  })

  it('knows only the hours of the day in the first days, and nothing before', () => {
    expect(learnRhythm(weeks(1), settings).expect(8 * DAY)).toMatchObject({ rhythm: 'day', learned: 7 })
    expect(learnRhythm(weeks(1).slice(0, 40), settings).expect(8 * DAY)).toBeUndefined()
    expect(learnRhythm([], settings).expect(0)).toBeUndefined()
    expect(readAnomaly(point(1), undefined, { side: 'either', warning: 6 })).toEqual({ kind: 'unjudged' })
  })

  it('learns nothing from what happened once', () => {
    const disturbed = weeks(4).map((window) => (window.at === 24 * HOUR ? { ...window, value: 5000 } : window))
    expect(learnRhythm(disturbed, settings).expect(28 * DAY + 24 * HOUR)?.value).toBeLessThan(20)
  })
})

import { describe, expect, it } from 'vitest'
import { isDivided, liveSteps, needsParts, promiseMs } from './metric.ts'
import { parseSeriesKey, seriesKey } from './series.ts'

describe('the key of a series', () => {
  it('comes apart as it was put together', () => {
    const key = seriesKey('traffic.road.speed_kmh', 'zone-songshan', 'PT5M')
    expect(key).toBe('traffic.road.speed_kmh@zone-songshan/PT5M')
    expect(parseSeriesKey(key)).toEqual({ metric: 'traffic.road.speed_kmh', area: 'zone-songshan', step: 'PT5M' })
  })

  it('is nothing that lacks a part', () => {
    for (const text of ['', '@', 'metric', 'metric@', '@area/PT1M', 'metric@/PT1M', 'metric/PT1M']) {
      expect([text, parseSeriesKey(text)]).toEqual([text, undefined])
    }
  })
})

describe('what follows from a metric', () => {
  it('keeps ratios and means undivided, along either way', () => {
    expect(isDivided({ rollUp: { area: 'sum', time: 'mean' } })).toBe(true)
    expect(isDivided({ rollUp: { area: 'ratio', time: 'last' } })).toBe(true)
    expect(isDivided({ rollUp: { area: 'sum', time: 'last' } })).toBe(false)
  })

  it('asks for parts of ratios only', () => {
    expect(needsParts({ rollUp: { area: 'max', time: 'ratio' } })).toBe(true)
    expect(needsParts({ rollUp: { area: 'mean', time: 'mean' } })).toBe(false)
  })

  it('promises two periods unless it says otherwise', () => {
    expect(promiseMs({ period: 'PT1M' })).toBe(120_000)
    expect(promiseMs({ period: 'PT1M', promise: 90_000 })).toBe(90_000)
  })

  it('is kept at its period, and at its headline where that is another', () => {
    expect(liveSteps({ period: 'PT1M' })).toEqual(['PT1M'])
    expect(liveSteps({ period: 'PT1M', headline: 'P1D' })).toEqual(['PT1M', 'P1D'])
    expect(liveSteps({ period: 'P1D', headline: 'P1D' })).toEqual(['P1D'])
  })
})

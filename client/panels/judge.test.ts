import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { TINY_METRICS, tinyPoint } from '../state/testing/tiny-city.ts'
import { judge } from './judge.ts'

const [calls, rate, people] = TINY_METRICS as [Metric, Metric, Metric]
const total = (value: number | null, part: Partial<Point> = {}) =>
  tinyPoint({ metric: calls.id, area: 'city', step: 'P1D', value, ...part })

it('reaches a limit at the limit', () => {
  expect([99, 100, 500].map((value) => judge(total(value), calls, 'city'))).toEqual(['normal', 'warning', 'critical'])
  const answered = (value: number) => judge(tinyPoint({ metric: rate.id, area: 'a', step: 'PT5M', value }), rate, 'town')
  expect([95.1, 95, 90].map(answered)).toEqual(['normal', 'warning', 'critical'])
})

it('holds a limit only against areas of its level and windows of its length', () => {
  expect(judge(total(600), calls, 'town')).toBe('unjudged')
  expect(judge(total(600, { step: 'PT1M' }), calls, 'city')).toBe('unjudged')
})

it('judges neither silence nor nothing: both could be anything', () => {
  expect(judge(total(600, { freshness: 'silent' }), calls, 'city')).toBe('unjudged')
  expect(judge(total(null), calls, 'city')).toBe('unjudged')
  expect(judge(tinyPoint({ metric: people.id, area: 'city', step: 'P1D' }), people, 'city')).toBe('unjudged')
})

it('judges what is late: the last that was heard may still be true', () => {
  expect(judge(total(600, { freshness: 'late' }), calls, 'city')).toBe('critical')
})

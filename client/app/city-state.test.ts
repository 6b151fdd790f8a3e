import { expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { tinyCity, tinyPoint } from '../state/testing/tiny-city.ts'
import { cityState } from './city-state.ts'

const rate = (value: number | null, part: Partial<Point> = {}) =>
  tinyPoint({ metric: 'tiny.rate', area: 'a', step: 'PT5M', value, ...part })
const feed = (part: Partial<Point> = {}) => tinyPoint({ metric: 'tiny.calls', area: 'city', step: 'PT1M', ...part })
const mood = (alarms: Point[], feeds: Point[]) => cityState(tinyCity(), alarms, feeds).mood

it('calls the city calm only when it knows that it is', () => {
  expect(mood([rate(99)], [feed()])).toEqual({ kind: 'calm' })
  expect(mood([], [])).toEqual({ kind: 'waiting' })
  expect(mood([rate(99)], [feed({ freshness: 'silent' })])).toEqual({ kind: 'unknown' })
})

it('counts what is beyond its limits, critical first', () => {
  expect(mood([rate(94)], [feed()])).toEqual({ kind: 'watch', count: 1 })
  expect(mood([rate(94), rate(80, { area: 'b' })], [feed()])).toEqual({ kind: 'critical', count: 1 })
})

it('speaks of an alarm even where most figures are silent', () => {
  expect(mood([rate(80)], [feed({ freshness: 'silent' })])).toEqual({ kind: 'critical', count: 1 })
})

import { expect, it } from 'vitest'
import type { Alarm } from '#contract/alarm.ts'
import type { Point } from '#contract/point.ts'
import { tinyCity, tinyPoint } from '../state/testing/tiny-city.ts'
import { toldAlarm } from '../state/testing/told-alarm.ts'
import { cityState } from './city-state.ts'

const feed = (part: Partial<Point> = {}) => tinyPoint({ metric: 'tiny.calls', area: 'city', step: 'PT1M', ...part })
const mood = (alarms: Alarm[], feeds: Point[]) => cityState(tinyCity(), 'city', { alarms, limits: [], feeds }).mood
const critical = toldAlarm('b', { area: 'b', severity: 'critical' })

it('calls the city calm only when it knows that it is', () => {
  expect(mood([], [feed()])).toEqual({ kind: 'calm' })
  expect(mood([], [])).toEqual({ kind: 'waiting' })
  expect(mood([], [feed({ freshness: 'silent' })])).toEqual({ kind: 'unknown' })
})

it('counts the alarms that stand, critical first', () => {
  expect(mood([toldAlarm('a')], [feed()])).toEqual({ kind: 'watch', count: 1 })
  expect(mood([toldAlarm('a'), critical], [feed()])).toEqual({ kind: 'critical', count: 1 })
})

it('speaks of an alarm even where most figures are silent', () => {
  expect(mood([critical], [feed({ freshness: 'silent' })])).toEqual({ kind: 'critical', count: 1 })
})

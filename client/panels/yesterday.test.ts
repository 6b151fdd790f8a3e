import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import { windowCalendar } from '#contract/window.ts'
import { TINY_METRICS, tinyPoint } from '../state/testing/tiny-city.ts'
import { changeRequest, yesterdayValue } from './yesterday.ts'

const [calls, rate, people] = TINY_METRICS as [Metric, Metric, Metric]
const HOUR = 3_600_000
const DAY = 24 * HOUR
const quarter = (metric: string, hour: number, part = {}) =>
  tinyPoint({ metric, area: 'city', step: 'PT15M', window: [hour * HOUR, hour * HOUR + HOUR / 4], ...part })

it('compares a level with the window that held the same moment', () => {
  const points = [quarter(rate.id, 9, { value: 90 }), quarter(rate.id, 10, { value: 95 })]
  expect(yesterdayValue(points, rate, 'PT5M', DAY + 10 * HOUR + 1)).toBe(95)
  expect(yesterdayValue(points, rate, 'PT5M', DAY + 11 * HOUR)).toBeUndefined()
})

it('compares a running total with what had come together by then, the running window in part', () => {
  const points = [quarter(calls.id, 1, { value: 40 }), quarter(calls.id, 10, { value: 80 }), quarter(calls.id, 20, { value: 999 })]
  expect(yesterdayValue(points, calls, 'P1D', DAY + 10 * HOUR + HOUR / 8)).toBe(80)
})

it('knows nothing of a yesterday that was not recorded', () => {
  expect(yesterdayValue([], calls, 'P1D', DAY + HOUR)).toBeUndefined()
})

it('asks for the whole local day before, so that the same answer serves the whole day', () => {
  const calendar = windowCalendar('Asia/Shanghai')
  const at = (text: string) => Date.parse(text)
  const request = changeRequest(calls, { metric: calls.id, area: 'city', step: 'P1D' }, calendar, at('2026-09-08T10:42:00+08:00'))
  expect(request).toMatchObject({ step: 'PT15M', from: at('2026-09-07T00:00:00+08:00'), to: at('2026-09-08T00:00:00+08:00') })
  expect(changeRequest(people, { metric: people.id, area: 'city', step: 'P1D' }, calendar, 0)).toBeUndefined()
})

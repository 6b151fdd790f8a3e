import { expect, it } from 'vitest'
import { windowCalendar } from '#contract/window.ts'
import { trendPlan } from './plan.ts'

const calendar = windowCalendar('Asia/Shanghai')
const now = Date.parse('2026-09-08T10:42:00+08:00')
const gauge = (period: 'PT1M' | 'PT1H' | 'P1D' | 'P1M' | 'P1Y') => ({ period, rollUp: { area: 'mean', time: 'mean' } }) as const
const counter = (period: 'PT5M' | 'PT30M' | 'P1D') => ({ period, rollUp: { area: 'sum', time: 'sum' } }) as const
const plan = (metric: Parameters<typeof trendPlan>[0]['metric'], span?: 'today' | 'week' | 'month' | 'year') =>
  trendPlan({ metric, span, wantsYesterday: true, calendar, now })

it('draws today from midnight to midnight of the city, with the day before behind it', () => {
  const { from, to, before, ticks } = plan(gauge('PT1M'))
  expect(new Date(from).toISOString()).toBe('2026-09-07T16:00:00.000Z')
  expect(to - from).toBe(86_400_000)
  expect(before).toEqual({ from: from - 86_400_000, to: from })
  expect(ticks.map((at) => (at - from) / 3_600_000)).toEqual([0, 6, 12, 18, 24])
})

it('counts a counter per hour, whatever its windows are', () => {
  expect(plan(counter('PT5M'))).toMatchObject({ step: 'PT15M', perHour: 4, mark: 'line' })
  expect(plan(counter('PT30M'))).toMatchObject({ step: 'PT30M', perHour: 2 })
  expect(plan(gauge('PT1M')).perHour).toBe(1)
})

it('widens a span that is too narrow for the metric: a monthly figure has no today', () => {
  expect(plan(gauge('P1D'))).toMatchObject({ span: 'month', step: 'P1D' })
  expect(plan(gauge('P1M'), 'week')).toMatchObject({ span: 'year', step: 'P1M' })
  expect(plan(gauge('P1Y'))).toMatchObject({ span: 'years', step: 'P1Y' })
  expect(plan(gauge('PT1H'), 'year')).toMatchObject({ span: 'year', step: 'P1M' })
})

it('draws days of a counter as bars and months to their calendar ends', () => {
  expect(plan(counter('P1D'))).toMatchObject({ mark: 'bar', perHour: 1, before: undefined })
  const { from, to } = plan(gauge('P1M'))
  expect(new Date(from).toISOString()).toBe('2025-09-30T16:00:00.000Z')
  expect(new Date(to).toISOString()).toBe('2026-09-30T16:00:00.000Z')
})

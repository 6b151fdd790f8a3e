import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { windowCalendar } from '#contract/window.ts'
import { formatOf } from '../../i18n/format.ts'
import { translator } from '../../i18n/translate.ts'
import { trendModel } from './model.ts'
import { trendPlan } from './plan.ts'

const HOUR = 3_600_000
const QUARTER = HOUR / 4
const calendar = windowCalendar('Asia/Shanghai')
const day = Date.parse('2026-09-08T00:00:00+08:00')
const now = day + 10 * HOUR + 42 * 60_000

const load: Metric = {
  id: 'power.load',
  names: { zh: '用电负荷', en: 'Load' },
  unit: { zh: '万千瓦', en: '10 MW' },
  domain: 'life',
  department: 'power',
  level: 'town',
  rollUp: { area: 'sum', time: 'mean' },
  kind: 'gauge',
  period: 'PT15M',
  decimals: 0,
  direction: 'none',
  range: [0, 2500],
  audiences: ['government'],
}
const calls: Metric = {
  ...load,
  id: 'calls',
  unit: { zh: '件', en: 'calls' },
  rollUp: { area: 'sum', time: 'sum' },
  kind: 'counter',
  period: 'PT5M',
}

it('breaks the curve at silence and hatches the hole', () => {
  const current = [...quarters(0, 12, () => 1000), ...quarters(20, 42, () => 1200)]
  const { drawing } = model(load, current, newest(load, 1200, day + 42 * QUARTER))
  expect(drawing.current).toHaveLength(2)
  expect(drawing.gaps).toHaveLength(1)
  expect(drawing.gaps[0]?.to).toBeGreaterThan(day + 19 * QUARTER)
})

it('hatches from the last value to now when the figure is silent, and draws no line there', () => {
  const { drawing } = model(
    load,
    quarters(0, 30, () => 1000),
    newest(load, 1000, day + 30 * QUARTER, 'silent'),
  )
  expect(drawing.state).toBe('silent')
  expect(drawing.gaps.at(-1)).toEqual({ from: drawing.last?.[0], to: now })
  expect(Math.max(...drawing.current.flat().map(([at]) => at))).toBeLessThan(day + 31 * QUARTER)
})

it('ends the curve of a level at its newest observation', () => {
  const { drawing, value } = model(
    load,
    quarters(0, 42, () => 1000),
    newest(load, 1040, now - 20_000),
  )
  expect(drawing.last).toEqual([now - 20_000, 1040])
  expect(value).toBe(1040)
})

it('prints the same figure for a level as every other panel, not the mean of the quarter so far', () => {
  const current = quarters(0, 43, () => 1000)
  const observedAt = current.at(-1)?.observedAt as number
  expect(model(load, current, newest(load, 1040, observedAt)).value).toBe(1040)
})

it('does not take a window that has not ended for a fall in calls', () => {
  const current = quarters(0, 43, (index) => (index === 42 ? 12 : 300), 'calls')
  const { value, isRate, drawing } = model(calls, current, newest(calls, 12, now))
  expect(isRate).toBe(true)
  expect(value).toBe(1200)
  expect(drawing.current.flat().every(([, rate]) => rate === 1200)).toBe(true)
})

it('does not take a window in which the source fell silent for a fall either', () => {
  const current = quarters(0, 30, () => 300, 'calls').map((point, index) =>
    index === 29 ? { ...point, value: 20, observedAt: day + 29 * QUARTER + 60_000 } : point,
  )
  expect(model(calls, current, newest(calls, 20, day + 29 * QUARTER + 60_000, 'silent')).value).toBe(1200)
})

it('lays yesterday on the hours of today', () => {
  const before = quarters(-96, 96, () => 900)
  const { drawing, rows } = model(
    load,
    quarters(0, 42, () => 1000),
    newest(load, 1000, now),
    before,
  )
  const hours = drawing.before.flat().map(([at]) => at)
  expect(Math.min(...hours)).toBeGreaterThanOrEqual(day)
  expect(Math.max(...hours)).toBeLessThanOrEqual(day + 24 * HOUR)
  expect(rows[4]?.before).toBe(900)
})

it('starts at zero, but draws a rate near one hundred in its own range and prints that range', () => {
  expect(
    model(
      load,
      quarters(0, 42, () => 1900),
      newest(load, 1900, now),
    ).drawing.scale.low,
  ).toBe(0)
  const rate: Metric = { ...load, unit: { zh: '%', en: '%' }, scale: 100, decimals: 1, rollUp: { area: 'ratio', time: 'ratio' } }
  const { drawing, range } = model(
    rate,
    quarters(0, 42, (index) => 97 + (index % 3)),
    newest(rate, 98, now),
  )
  expect(drawing.scale.isFitted).toBe(true)
  expect(range).toMatch(/^9\d–100$/)
})

it('says since when areas are missing', () => {
  const current = quarters(0, 42, () => 1000).map((point, index) =>
    index >= 36 ? { ...point, coverage: { reported: 28, expected: 33 } } : point,
  )
  const partial = { ...newest(load, 1000, now), coverage: { reported: 28, expected: 33 } }
  expect(model(load, current, partial).drawing.partial).toEqual({ at: day + 9 * HOUR, words: '09:00 起 28/33' })
})

it('draws axes and says that nothing was recorded, without a zero', () => {
  const empty: Point = { ...newest(load, 0, now), value: null, observedAt: null, window: null, freshness: 'empty' }
  const { drawing, value } = model(load, [], empty)
  expect(value).toBeNull()
  expect(drawing).toMatchObject({ state: 'empty', current: [], emptyWords: '本时段无记录', last: undefined })
  expect(drawing.scale.ticks.length).toBeGreaterThan(1)
})

it('shows a limit near the day and keeps one far above it from flattening the curve', () => {
  const near: Metric = { ...load, threshold: { side: 'above', warn: 1500 } }
  const far: Metric = { ...load, threshold: { side: 'above', warn: 9000 } }
  const day42 = quarters(0, 42, () => 1200)
  expect(model(near, day42, newest(near, 1200, now)).drawing.limits).toEqual([{ value: 1500, words: '警戒 1,500' }])
  const flat = model(far, day42, newest(far, 1200, now)).drawing
  expect(flat.limits).toEqual([])
  expect(flat.scale.high).toBeLessThan(2000)
})

function model(metric: Metric, current: readonly Point[], latest: Point, before: readonly Point[] = []) {
  const plan = trendPlan({ metric, span: 'today', wantsYesterday: true, calendar, now })
  return trendModel({
    metric,
    plan,
    level: 'city',
    latest,
    current,
    before,
    isLoading: false,
    now,
    t: translator('zh'),
    format: formatOf('zh', 'Asia/Shanghai'),
  })
}

/** Windows of a quarter of an hour, `count` of them from the one numbered `first` of the day. */
function quarters(first: number, count: number, value: (index: number) => number, metric = 'power.load'): Point[] {
  return Array.from({ length: Math.max(0, count - Math.max(first, 0)) }, (_, step) => {
    const index = first + step
    const from = day + index * QUARTER
    return {
      metric,
      area: 'city',
      step: 'PT15M',
      window: [from, from + QUARTER],
      value: value(index),
      observedAt: Math.min(now, from + QUARTER - 1),
      freshness: 'live',
      coverage: { reported: 33, expected: 33 },
      revision: 1,
    }
  })
}

function newest(metric: Metric, value: number, observedAt: number, freshness: Point['freshness'] = 'live'): Point {
  const from = calendar.start(metric.period, observedAt)
  return {
    metric: metric.id,
    area: 'city',
    step: metric.period,
    window: [from, calendar.end(metric.period, from)],
    value,
    observedAt,
    freshness,
    coverage: { reported: 33, expected: 33 },
    revision: 2,
  }
}

import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import { windowCalendar } from '#contract/window.ts'
import { TINY_METRICS, tinyPoint } from '../state/testing/tiny-city.ts'
import { sparkPath, sparkRequest, withoutRunning } from './sparkline.ts'

const [calls, , people] = TINY_METRICS as [Metric, Metric, Metric]
const QUARTER = 900_000
const point = (index: number, value: number | null = index) =>
  tinyPoint({ metric: calls.id, area: 'city', step: 'PT15M', value, window: [index * QUARTER, (index + 1) * QUARTER] })
const box = { width: 100, height: 20, from: 0, now: 10 * QUARTER, step: 'PT15M' } as const

it('covers today for what changes within a day, and thirty days for what changes by the day', () => {
  const calendar = windowCalendar('Asia/Shanghai')
  const now = Date.parse('2026-09-08T10:42:00+08:00')
  expect(sparkRequest(calls, 'city', calendar, now)).toMatchObject({ step: 'PT15M', from: Date.parse('2026-09-08T00:00:00+08:00') })
  expect(sparkRequest(people, 'city', calendar, now)).toMatchObject({ step: 'P1D', to: Date.parse('2026-09-09T00:00:00+08:00') })
})

it('never bridges silence: a gap breaks the line', () => {
  const starts = (points: ReturnType<typeof point>[]) => sparkPath(points, box).line.match(/M/g)?.length
  expect(starts([point(0), point(1), point(2)])).toBe(1)
  expect(starts([point(0), point(1), point(6), point(7)])).toBe(2)
})

it('draws nothing from a single figure', () => {
  expect(sparkPath([point(1)], box)).toEqual({ line: '', wash: '', end: undefined })
})

it('stays inside its box', () => {
  const { line } = sparkPath([point(0, -5), point(1, 900), point(2, 3)], box)
  const numbers = [...line.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
  for (const [x, y] of numbers) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThanOrEqual(100)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThanOrEqual(20)
  }
})

it('leaves the running window of a count out: half a window beside whole ones looks like a fall', () => {
  const points = [point(0), point(1)]
  expect(withoutRunning(points, calls, 1.5 * QUARTER)).toEqual([points[0]])
  expect(withoutRunning(points, people, 1.5 * QUARTER)).toBe(points)
})

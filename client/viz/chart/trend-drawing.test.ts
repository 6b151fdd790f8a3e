import { expect, it } from 'vitest'
import { scaleFromZero } from './nice-scale.ts'
import { looksOf, plotOf, plotScales, type TrendDrawing } from './trend-drawing.ts'

const frame = { width: 442, height: 150, axisPx: 14, smallPx: 14, stroke: 1 }
const plot = plotOf(frame, 36)
const drawing: TrendDrawing = {
  from: 0,
  to: 1000,
  now: 500,
  mark: 'line',
  current: [
    [
      [0, 10],
      [250, 40],
      [500, 80],
    ],
  ],
  before: [],
  windowMs: 250,
  state: 'live',
  gaps: [],
  gapWords: '',
  partial: undefined,
  last: [500, 80],
  limits: [],
  forecast: [],
  scale: scaleFromZero([80], 1),
  tickWords: [],
  timeTicks: [],
  emptyWords: undefined,
}

it('finds the moment under a pixel again', () => {
  const { x, at } = plotScales(drawing, plot)
  expect(at(x(333))).toBeCloseTo(333, 6)
})

it('begins neighbouring curves on one line, and makes room for a long number', () => {
  expect(plotOf(frame, 10).left).toBe(plotOf(frame, 14).left)
  expect(plotOf(frame, 90).left).toBeGreaterThan(90)
})

it('is the same picture while nothing moves by half a pixel, and another one when a past value is corrected', () => {
  const looks = looksOf(drawing, plot)
  expect(looksOf({ ...drawing, now: 500.2, last: [500, 80.05] }, plot)).toBe(looks)
  const corrected = [drawing.current[0]?.map(([at, value]) => (at === 250 ? ([at, 60] as const) : ([at, value] as const))) ?? []]
  expect(looksOf({ ...drawing, current: corrected }, plot)).not.toBe(looks)
  expect(looksOf({ ...drawing, state: 'late' }, plot)).not.toBe(looks)
  expect(looksOf({ ...drawing, now: 520 }, plot)).not.toBe(looks)
})

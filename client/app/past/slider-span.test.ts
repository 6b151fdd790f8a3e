import { expect, it } from 'vitest'
import { sliderSpan } from './slider-span.ts'

const HOUR = 3_600_000
const now = 1_000 * HOUR
const span = { begunAt: 100 * HOUR, now }

it('reaches over the last 24 hours', () => {
  const { from, to } = sliderSpan(now - HOUR, span, undefined)
  expect(to - from).toBe(24 * HOUR)
  expect(Math.abs(to - now)).toBeLessThan(60_000)
})

it('reaches over no time before the record began', () => {
  expect(sliderSpan(now - HOUR, { begunAt: now - 3 * HOUR, now }, undefined).from).toBe(now - 3 * HOUR)
})

it('reaches over a day around a moment further back, and stays there while the moment lies in it', () => {
  const first = sliderSpan(500 * HOUR, span, undefined)
  expect(first).toEqual({ from: 488 * HOUR, to: 512 * HOUR })
  expect(sliderSpan(511 * HOUR, span, first)).toBe(first)
  expect(sliderSpan(513 * HOUR, span, first)).toEqual({ from: 501 * HOUR, to: 525 * HOUR })
})

it('does not creep from second to second', () => {
  const first = sliderSpan(now - HOUR, span, undefined)
  expect(sliderSpan(now - HOUR, { ...span, now: now + 5_000 }, first)).toBe(first)
})

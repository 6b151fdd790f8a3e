import { expect, it } from 'vitest'
import { classOf, heldBreaks, quantileBreaks, stepOfClass } from './breaks.ts'

const loads = [
  148, 97, 95, 92, 88, 75, 72, 68, 66, 61, 55, 52, 48, 47, 44, 41, 39, 36, 33, 31, 28, 26, 24, 23, 21, 19, 18, 16, 15, 14, 12, 11,
  9,
]

it('divides the towns at round, ascending numbers inside their range', () => {
  const breaks = quantileBreaks(loads)
  expect(breaks).toHaveLength(5)
  expect([...breaks].sort((a, b) => a - b)).toEqual(breaks)
  expect(breaks.every((limit) => Number(limit.toPrecision(2)) === limit)).toBe(true)
})

it('tells rates near one hundred apart', () => {
  const breaks = quantileBreaks([94.2, 95.1, 95.5, 96.8, 97.4, 97.9, 98.3, 98.8, 99.1, 99.5])
  expect(breaks.length).toBeGreaterThanOrEqual(4)
  expect(new Set([94.2, 97.4, 99.5].map((value) => classOf(value, breaks))).size).toBe(3)
})

it('tells values apart that lie close together or far apart', () => {
  const air = [52, 54, 55, 57, 58, 60, 61, 62, 63, 64, 66, 68, 69, 70, 71, 72, 74, 75]
  expect(quantileBreaks(air)).toHaveLength(5)
  const skewed = [5000, 420, 64, 55, 48, 44, 41, 39, 36, 30, 24, 18, 12, 9]
  expect(quantileBreaks(skewed)).toHaveLength(5)
})

it('makes no classes out of towns that are all the same', () => {
  expect(quantileBreaks([0, 0, 0])).toEqual([])
  expect(stepOfClass(0, [])).toBe(2)
})

it('keeps its limits while figures breathe, so that no town changes colour for nothing', () => {
  const held = quantileBreaks(loads)
  expect(
    heldBreaks(
      held,
      loads.map((load) => load * 1.08),
    ),
  ).toBe(held)
})

it('finds new limits once the old ones put most towns into one class', () => {
  const held = quantileBreaks(loads)
  const night = loads.map((load) => load / 20)
  expect(heldBreaks(held, night)).not.toBe(held)
})

it('puts a value that stands on a limit into the class above it', () => {
  expect([24, 25, 26].map((value) => classOf(value, [25, 45]))).toEqual([0, 1, 1])
})

import { expect, it } from 'vitest'
import { niceStep, scaleFitted, scaleFromZero } from './nice-scale.ts'

it('starts at zero and draws two to four round lines', () => {
  for (const values of [[1941, 1200], [1270, 60], [4.6, 1.4], [61, 47], [0.031], [7], [123_456]]) {
    const { low, high, ticks } = scaleFromZero(values, 1)
    expect(low).toBe(0)
    expect(high).toBeGreaterThanOrEqual(Math.max(...values))
    expect(ticks.length).toBeGreaterThanOrEqual(3)
    expect(ticks.length).toBeLessThanOrEqual(5)
  }
})

it('keeps room above a curve that is zero all day', () => {
  expect(scaleFromZero([0, 0, 0], 10)).toEqual({ low: 0, high: 10, ticks: [0, 5, 10], isFitted: false })
})

it('goes below zero for temperatures below zero', () => {
  const { low, ticks } = scaleFromZero([-4, 6], 1)
  expect(low).toBeLessThanOrEqual(-4)
  expect(ticks).toContain(0)
})

it('fits a rate near one hundred and says so', () => {
  const { low, high, isFitted } = scaleFitted([97.2, 98.6, 99.1], 100)
  expect(isFitted).toBe(true)
  expect(low).toBeGreaterThan(90)
  expect(low).toBeLessThan(97.2)
  expect(high).toBe(100)
})

it('rounds steps up', () => {
  expect([3, 0.07, 260, 2.2].map(niceStep)).toEqual([5, 0.1, 500, 2.5])
})

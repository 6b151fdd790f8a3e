import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import { TINY_METRICS, tinyPoint } from '../../state/testing/tiny-city.ts'
import { distributionModel, medianOf } from './model.ts'

const rate = TINY_METRICS[1] as Metric
const point = (area: string, value: number | null) => tinyPoint({ metric: rate.id, area, step: 'PT5M', value })

it('heaps every area that reported, each once, and leaves those out that did not', () => {
  const model = distributionModel([point('a', 91), point('b', 91), point('c', null), point('d', 99)], rate, 10)
  expect(model.dots.map(({ code, level }) => [code, level])).toEqual([
    ['a', 0],
    ['b', 1],
    ['d', 0],
  ])
  expect(model).toMatchObject({ unknown: 1, tallest: 2, median: 91 })
})

it('finds the middle of odd and even lists', () => {
  expect(medianOf([1, 2, 9])).toBe(2)
  expect(medianOf([1, 2, 4, 9])).toBe(3)
  expect(medianOf([])).toBeUndefined()
})

import { expect, it } from 'vitest'
import { tinyPoint } from '../../state/testing/tiny-city.ts'
import { columnTints } from './model.ts'

const points = (...values: (number | null)[]) =>
  values.map((value, index) => tinyPoint({ metric: 'tiny.rate', area: `t${index}`, step: 'PT5M', value }))

it('tints by rank, so that one extreme town does not make all others alike', () => {
  expect(columnTints(points(1, 2, 3, 1000))).toEqual([0, 2, 3, 5])
})

it('leaves a cell without a figure untinted, and equal figures alike', () => {
  expect(columnTints(points(5, null, 5))).toEqual([2, undefined, 2])
})

it('tints nothing where nothing is known', () => {
  expect(columnTints(points(null, null))).toEqual([undefined, undefined])
})

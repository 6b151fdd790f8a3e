import { expect, it } from 'vitest'
import { closeShape } from './close-shape.ts'

it('shows some kilometres round a single place, and all of places that lie further apart', () => {
  const [[west = 0] = [], , , [east = 0] = []] = closeShape([[113.7, 22.8]])
  expect(east - west).toBeCloseTo(0.02)
  expect(
    closeShape([
      [113.6, 22.7],
      [113.8, 22.9],
    ]),
  ).toEqual([
    [113.6, 22.7],
    [113.6, 22.9],
    [113.8, 22.7],
    [113.8, 22.9],
  ])
})

it('knows nothing to come close to without a place', () => {
  expect(() => closeShape([])).toThrow('only come close to a place')
})

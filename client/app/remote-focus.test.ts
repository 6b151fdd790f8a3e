import { expect, it } from 'vitest'
import { nextPlace } from './remote-focus.ts'

it('begins at the first thing to press, goes on in order, and stays at the ends', () => {
  expect(nextPlace(-1, 5, 1)).toBe(0)
  expect(nextPlace(2, 5, 1)).toBe(3)
  expect(nextPlace(4, 5, 1)).toBe(4)
  expect(nextPlace(0, 5, -1)).toBe(0)
  expect(nextPlace(-1, 0, 1)).toBe(-1)
})

import { expect, it } from 'vitest'
import { burnInShift } from './burn-in.ts'

it('moves in whole pixels, never further than four, and comes round in ten minutes', () => {
  const places = Array.from({ length: 600 }, (_, second) => burnInShift(second * 1000))
  for (const { x, y } of places) {
    expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true)
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4)
  }
  expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBeGreaterThan(20)
  expect(burnInShift(600_000)).toEqual(burnInShift(0))
})

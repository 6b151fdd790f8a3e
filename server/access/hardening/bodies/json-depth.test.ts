import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonDepth } from './json-depth.ts'

it.each([
  ['', 0],
  ['1', 0],
  ['{}', 1],
  ['{"a":[1,{"b":2}]}', 3],
  ['"[[[["', 0],
  ['["\\"[", "\\\\"]', 1],
  ['["unfinished [[[', 1],
])('%s is nested %i deep', (text, depth) => {
  expect(jsonDepth(text, 100)).toBe(depth)
})

it('counts what a recursive count does, for any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonDepth(JSON.stringify(value), 1_000)).toBe(depthOf(value))
    }),
  )
})

it('stops as soon as it is too deep, however long the text is', () => {
  expect(jsonDepth('['.repeat(10_000_000), 32)).toBe(33)
})

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

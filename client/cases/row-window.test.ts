import { expect, it } from 'vitest'
import { rowEdges, rowWindow } from './row-window.ts'

it('draws what can be seen and a little more, however long the list is', () => {
  const edges = rowEdges(Array.from({ length: 100_000 }, (_, row) => (row % 10 === 0 ? 28 : 46)))
  const seen = rowWindow(edges, 1_000_000, 700, 4)
  expect(seen.to - seen.from).toBeLessThan(30)
  expect(seen.top).toBeLessThanOrEqual(1_000_000)
  expect(edges[seen.to]).toBeGreaterThanOrEqual(1_000_700)
})

it('draws the beginning and the end of a list whole', () => {
  const edges = rowEdges([46, 46, 46])
  expect(rowWindow(edges, 0, 700, 4)).toEqual({ from: 0, to: 3, top: 0 })
  expect(rowWindow(rowEdges([]), 0, 700, 4)).toEqual({ from: 0, to: 0, top: 0 })
})

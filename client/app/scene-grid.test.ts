import { expect, it } from 'vitest'
import { gridOf, waitingCells } from './scene-grid.ts'

it('spans a panel over all cells that bear its name', () => {
  const { cells } = gridOf({ columns: [1, 2], rows: [1, 1], areas: ['a map', 'b map'] }, 900)
  expect(cells.find(({ panel }) => panel === 'map')).toEqual({
    panel: 'map',
    column: 2,
    columnEnd: 3,
    row: 1,
    rowEnd: 3,
    isNatural: false,
    isLast: true,
  })
})

it('leaves a point empty', () => {
  expect(gridOf({ columns: [1, 1], rows: [1], areas: ['. a'] }, 900).cells.map(({ panel }) => panel)).toEqual(['a'])
})

it('divides a screen that cannot scroll by its shares', () => {
  expect(gridOf({ columns: [3, 1], rows: [2, 1], areas: ['a b', 'a c'] }, 900)).toMatchObject({
    columns: 'minmax(0, 3fr) minmax(0, 1fr)',
    rows: 'minmax(0, 2fr) minmax(0, 1fr)',
  })
})

it('gives rows with shares one screen together where the page scrolls, and the others what their panels need', () => {
  const { rows, cells } = gridOf({ columns: [1], rows: [1, 1, 2, 0], areas: ['a', 'b', 'c', 'd'] }, 800)
  expect(rows).toBe('200.00px 200.00px 400.00px auto')
  expect(cells.map(({ isNatural }) => isNatural)).toEqual([false, false, false, true])
})

it('leaves the next panel in sight under a single large one', () => {
  expect(gridOf({ columns: [1], rows: [60, 0], areas: ['map', 'a'] }, 800).rows).toBe('640.00px auto')
})

it('lets panels wait that one above would still push about, and none beside it', () => {
  const { cells } = gridOf({ columns: [1, 1], rows: [0, 60, 0], areas: ['a b', 'map map', 'c c'] }, 800)
  expect([...waitingCells(cells, new Set(['a']))]).toEqual(['map', 'c'])
  expect([...waitingCells(cells, new Set(['a', 'b']))]).toEqual([])
})

it('lets no panel wait where the screen is divided', () => {
  const { cells } = gridOf({ columns: [1], rows: [1, 2], areas: ['a', 'b'] }, 800)
  expect(waitingCells(cells, new Set()).size).toBe(0)
})

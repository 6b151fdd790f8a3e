import { expect, it } from 'vitest'
import { rowsThatFit } from './rows.ts'

it('shows every row when all fit', () => {
  expect(rowsThatFit(3, 99, 33, 20)).toEqual({ shown: 3, hidden: 0 })
})

it('never cuts a row: what does not fit is counted, with room kept for the count', () => {
  expect(rowsThatFit(5, 99, 33, 20)).toEqual({ shown: 2, hidden: 3 })
  expect(rowsThatFit(5, 10, 33, 20)).toEqual({ shown: 0, hidden: 5 })
})

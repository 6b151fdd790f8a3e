import { expect, it } from 'vitest'
import { clockText, dueOf } from './due.ts'

const MINUTE = 60_000

it('counts down, says when little is left, and counts up once it is over', () => {
  const facts = { from: 0, dueAt: 40 * MINUTE }
  expect(dueOf(facts, 10 * MINUTE)).toEqual({ kind: 'left', leftMs: 30 * MINUTE, share: 0.75, isShort: false })
  expect(dueOf(facts, 35 * MINUTE)).toMatchObject({ kind: 'left', isShort: true })
  expect(dueOf(facts, 46 * MINUTE)).toEqual({ kind: 'over', overMs: 6 * MINUTE })
})

it('says of what was done late how late it was, and does not go on counting', () => {
  expect(dueOf({ from: 0, dueAt: 10, metAt: 25 }, 1000)).toEqual({ kind: 'met', at: 25, lateMs: 15 })
  expect(dueOf({ from: 0, dueAt: 10, metAt: 5 }, 1000)).toEqual({ kind: 'met', at: 5, lateMs: 0 })
  expect(dueOf({ from: 0, dueAt: undefined }, 1000)).toEqual({ kind: 'none' })
})

it('spells a span as a clock does', () => {
  expect([220_000, 6_462_000, 0, -5].map(clockText)).toEqual(['03:40', '1:47:42', '00:00', '00:00'])
})

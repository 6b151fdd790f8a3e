import { expect, it } from 'vitest'
import { presenceOf } from './presence.ts'

it('tells a screen at work from one that went dark, and from one that never came', () => {
  expect(presenceOf(0, 170_000)).toEqual({ kind: 'here' })
  expect(presenceOf(0, 3_600_000)).toEqual({ kind: 'away', forMs: 3_600_000 })
  expect(presenceOf(null, 0)).toEqual({ kind: 'never' })
})

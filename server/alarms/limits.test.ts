import { expect, it } from 'vitest'
import { gradesOf, usualBack } from './limits.ts'

it('reaches a limit at the limit itself, and keeps it until it is back by the distance', () => {
  const limits = { warning: 20, critical: 50, back: 3 }
  expect(gradesOf(19.9, limits)).toEqual({ reached: 0, kept: 1 })
  expect(gradesOf(20, limits)).toEqual({ reached: 1, kept: 1 })
  expect(gradesOf(17, limits)).toEqual({ reached: 0, kept: 0 })
  expect(gradesOf(48, limits)).toEqual({ reached: 1, kept: 2 })
  expect(gradesOf(50, limits)).toEqual({ reached: 2, kept: 2 })
})

it('without a distance is over as soon as it is not reached', () => {
  expect(gradesOf(50, { critical: 50, back: 0 })).toEqual({ reached: 2, kept: 2 })
  expect(gradesOf(49.99, { critical: 50, back: 0 })).toEqual({ reached: 0, kept: 0 })
})

it('never asks a figure to come back further than its range goes', () => {
  expect(usualBack({ warning: 20, critical: 50 }, 'above', [0, 160])).toBe(3)
  const back = usualBack({ warning: 99.9, critical: 98 }, 'below', [80, 100])
  expect(99.9 + back).toBeLessThan(100)
  expect(usualBack({ warning: 0, critical: 2 }, 'above', [0, 7])).toBe(0)
})

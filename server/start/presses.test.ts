import { expect, it } from 'vitest'
import { countPresses, ONE_PRESS_MS } from './presses.ts'

it('takes what the terminal and npm both pass on for one press, so that a stop is not cut short', () => {
  const told: number[] = []
  const signal = countPresses((nth) => told.push(nth))
  signal(5_000)
  signal(5_003)
  signal(5_000 + ONE_PRESS_MS - 1)
  expect(told).toEqual([1])
})

it('tells a person who presses again from one who pressed once', () => {
  const told: number[] = []
  const signal = countPresses((nth) => told.push(nth))
  signal(0)
  signal(ONE_PRESS_MS)
  signal(2 * ONE_PRESS_MS + 5)
  expect(told).toEqual([1, 2, 3])
})

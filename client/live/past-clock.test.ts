import { expect, it, vi } from 'vitest'
import { createPastClock } from './past-clock.ts'

it('strikes by the time of the past, once however much of it went by', () => {
  const clock = createPastClock(59_000)
  const [second, minute] = [vi.fn(), vi.fn()]
  clock.every(1_000, second)
  clock.every(60_000, minute)
  clock.set(59_500, false)
  expect(second).not.toHaveBeenCalled()
  clock.set(119_000, false)
  expect([second.mock.calls.length, minute.mock.calls.length]).toEqual([1, 1])
})

it('strikes for everybody after a jump, so that no age on the screen is of another moment', () => {
  const clock = createPastClock(59_000)
  const minute = vi.fn()
  const stop = clock.every(60_000, minute)
  clock.set(58_000, true)
  expect(minute).toHaveBeenCalledTimes(1)
  stop()
  clock.set(10, true)
  expect(minute).toHaveBeenCalledTimes(1)
})

it('does not learn the time of the server: the past stands still', () => {
  const clock = createPastClock(1_000)
  clock.learn(99_999)
  expect(clock.now()).toBe(1_000)
})

import { expect, it, vi } from 'vitest'
import { createClock } from './clock.ts'

function bench(wall: number) {
  let monotonic = 0
  const timers: { at: number; callback: () => void }[] = []
  const clock = createClock({
    wall: () => wall + monotonic,
    monotonic: () => monotonic,
    after: (ms, callback) => {
      const timer = { at: monotonic + ms, callback }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
  })
  const pass = (ms: number) => {
    const until = monotonic + ms
    for (;;) {
      const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      monotonic = due.at
      timers.splice(timers.indexOf(due), 1)
      due.callback()
    }
    monotonic = until
  }
  return { clock, pass, timers }
}

it('shows the server’s time on a wall whose own clock is an hour wrong', () => {
  const { clock, pass } = bench(5_000_000)
  clock.learn(1_000_000)
  pass(250)
  expect(clock.now()).toBe(1_000_250)
})

it('is not set back by a message that was long on its way', () => {
  const { clock, pass } = bench(0)
  clock.learn(1_000_000)
  pass(1000)
  clock.learn(1_000_500)
  expect(clock.now()).toBeGreaterThan(1_000_950)
})

it('strikes on whole seconds of the server, once for everybody who listens', () => {
  const { clock, pass, timers } = bench(0)
  clock.learn(1_000_400)
  const [one, two] = [vi.fn(), vi.fn()]
  clock.every(1000, one)
  clock.every(1000, two)
  expect(timers).toHaveLength(1)
  pass(599)
  expect(one).not.toHaveBeenCalled()
  pass(5)
  expect(one).toHaveBeenCalledTimes(1)
  expect(two).toHaveBeenCalledTimes(1)
})

it('keeps no timer when nobody listens any more', () => {
  const { clock, timers } = bench(0)
  const undo = clock.every(1000, () => {})
  undo()
  expect(timers).toHaveLength(0)
})

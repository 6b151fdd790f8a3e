import { expect, it } from 'vitest'
import { DrivenClock } from './driven-clock.ts'

const NOON = Date.parse('2026-09-07T12:00:00+08:00')

it('stands still until it is moved, and never goes back', () => {
  const clock = new DrivenClock(NOON)
  expect(clock.now()).toBe(NOON)
  clock.moveTo(NOON + 60_000)
  clock.moveTo(NOON)
  expect(clock.now()).toBe(NOON + 60_000)
})

it('runs what came due once, however far it was moved, and waits for what that began', async () => {
  const clock = new DrivenClock(NOON)
  const done: number[] = []
  clock.every(1_000, async () => {
    await Promise.resolve()
    done.push(clock.now() - NOON)
  })
  clock.moveTo(NOON + 999)
  await clock.tick()
  expect(done).toEqual([])
  clock.moveTo(NOON + 3_600_000)
  await clock.tick()
  expect(done).toEqual([3_600_000])
  await clock.tick()
  expect(done).toEqual([3_600_000])
  clock.moveTo(NOON + 3_601_000)
  await clock.tick()
  expect(done).toEqual([3_600_000, 3_601_000])
})

it('runs the longest overdue first, none that was stopped meanwhile, and goes on after one that failed', async () => {
  const clock = new DrivenClock(NOON)
  const ran: string[] = []
  let stopLast = () => {}
  clock.every(500, () => Promise.reject(new Error('the database is away')))
  clock.every(100, () => {
    ran.push('first')
    stopLast()
  })
  stopLast = clock.every(200, () => ran.push('stopped'))
  clock.moveTo(NOON + 1_000)
  await clock.tick()
  expect(ran).toEqual(['first'])
})

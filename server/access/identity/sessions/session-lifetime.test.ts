import { expect, it } from 'vitest'
import { ABSOLUTE_MS, IDLE_MS, idleMsOf, isAlive, TOUCH_MS } from './session-lifetime.ts'

it('ends a session after a quarter of an hour without use, and after twelve hours whatever happens', () => {
  expect(IDLE_MS).toBe(15 * 60_000)
  expect(ABSOLUTE_MS).toBe(12 * 3_600_000)
  const session = { usedAt: 0, endsAt: ABSOLUTE_MS, idleMs: IDLE_MS }
  expect(isAlive(session, IDLE_MS - 1)).toBe(true)
  expect(isAlive(session, IDLE_MS)).toBe(false)
  expect(isAlive({ ...session, usedAt: ABSOLUTE_MS - 1 }, ABSOLUTE_MS - 1)).toBe(true)
  expect(isAlive({ ...session, usedAt: ABSOLUTE_MS - 1 }, ABSOLUTE_MS)).toBe(false)
})

it('is idle for longer only in a trial, which guards nothing', () => {
  expect(idleMsOf('trial')).toBe(ABSOLUTE_MS)
  for (const assurance of ['password', 'second-factor', 'federated'] as const) expect(idleMsOf(assurance)).toBe(IDLE_MS)
})

it('keeps the last use exactly enough for the idle time to mean something', () => {
  expect(TOUCH_MS).toBeLessThanOrEqual(IDLE_MS / 10)
})

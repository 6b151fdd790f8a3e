import { expect, it } from 'vitest'
import { HANDSHAKE_PACE, HandshakePace } from './handshake-pace.ts'
import { strictPace } from './pace.ts'

it('lets an address shake hands so often within a minute, and anew in the next', () => {
  let now = 0
  const pace = new HandshakePace(() => now)
  const allowed = Array.from({ length: HANDSHAKE_PACE.perMinute + 10 }, () => pace.isWithin('192.0.2.1')).filter(Boolean)
  expect(allowed).toHaveLength(HANDSHAKE_PACE.perMinute)
  expect(pace.isWithin('192.0.2.2')).toBe(true)
  now = 60_000
  expect(pace.isWithin('192.0.2.1')).toBe(true)
})

it('forgets addresses before they fill the memory', () => {
  const pace = new HandshakePace(() => 0)
  for (let n = 0; n < 50_000; n++) pace.isWithin(`address ${n}`)
  expect(pace.isWithin('address 0')).toBe(true)
})

it.each([
  ['POST', '/api/access/sign-in', 'credential'],
  ['POST', '/api/access/totp/:id/confirm', 'credential'],
  ['POST', '/api/access/invitation/accept', 'invitation'],
  ['POST', '/api/screens/pairings', 'pairing'],
  ['GET', '/api/screens/pairing', undefined],
  ['GET', '/api/series/latest', undefined],
  ['GET', '/api/series/export', 'figures'],
])('%s %s has the pace %s', (method, route, name) => {
  expect(strictPace(method, route)?.name).toBe(name)
})

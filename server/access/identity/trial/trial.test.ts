import { expect, it } from 'vitest'
import { ROLES } from '#contract/access.ts'
import { isAskedHere, isLoopback, isTrialAllowed, TRIAL_ROLES } from './trial.ts'

const HERE = ['127.0.0.1', '127.0.0.53', '127.255.255.254', '::1', 'localhost']
const ELSEWHERE = [
  ...[
    '0.0.0.0',
    '::',
    '',
    ' 127.0.0.1',
    '127.0.0.1 ',
    '127.1',
    '127.0.0.256',
    '127.0.0.01',
    '127.0.0.1.example.cn',
    '127.0.0',
    '1270.0.1',
  ],
  ...[
    '128.0.0.1',
    '10.0.0.1',
    '192.168.1.1',
    'localhost.example.cn',
    'LOCALHOST.',
    'guanlan',
    '::ffff:127.0.0.1',
    '0:0:0:0:0:0:0:2',
  ],
  ...['2130706433', '0x7f000001', '127.0.0.1:8080', 'localhost,0.0.0.0', 'fe80::1', '::2'],
]

it('is there for the simulated city on an address no other machine can reach', () => {
  for (const host of HERE) expect(isTrialAllowed({ hub: 'simulated', host }), host).toBe(true)
})

it('is not there for a city of its own, wherever it listens', () => {
  for (const host of [...HERE, ...ELSEWHERE]) expect(isTrialAllowed({ hub: 'none', host }), host).toBe(false)
})

it('is not there on any address that is not surely loopback', () => {
  for (const host of ELSEWHERE) expect(isLoopback(host), host).toBe(false)
  for (const host of ELSEWHERE) expect(isTrialAllowed({ hub: 'simulated', host }), host).toBe(false)
})

it('offers what a person can be, and never to be a screen, a program or a visitor', () => {
  expect(TRIAL_ROLES.length).toBeGreaterThan(0)
  for (const role of TRIAL_ROLES) expect(['duty', 'administrator', 'enterprise']).toContain(ROLES[role].kind)
})

it.each([
  [{ host: '127.0.0.1:8080' }, true],
  [{ host: 'localhost' }, true],
  [{ host: 'LOCALHOST:5173' }, true],
  [{ host: '[::1]:8080' }, true],
  [{ host: 'city.example.cn' }, false],
  [{ host: '127.0.0.1.nip.example' }, false],
  [{}, false],
  [{ host: '127.0.0.1', 'x-forwarded-for': '203.0.113.9' }, false],
  [{ host: '127.0.0.1', forwarded: 'for=203.0.113.9' }, false],
  [{ host: '127.0.0.1', via: '1.1 proxy' }, false],
])('takes a request with %j for one of this machine: %s', (headers, isHere) => {
  expect(isAskedHere(headers as Record<string, string>)).toBe(isHere)
})

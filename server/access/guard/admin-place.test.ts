import { expect, it } from 'vitest'
import type { Role } from '#contract/access.ts'
import { type AddressList, readAddressList } from '../hardening/addresses/address-list.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { demandAdminPlace } from './admin-place.ts'

const NETWORKS = readAddressList(['10.1.0.0/16', '2001:db8:1::/48']) as AddressList
const acting = (role: Role): Subject => ({
  ...{ kind: 'person', account: { id: 'a', name: 'A' }, session: 's', assurance: 'second-factor', owes: [] },
  remit: { id: 'r', role, area: 'city', domains: 'all' },
})
const isHeld = (subject: Subject, access: string, address: string, networks = NETWORKS) => {
  try {
    demandAdminPlace(subject, access, address, networks)
    return false
  } catch {
    return true
  }
}

it.each([
  ['10.1.2.3', false],
  ['::ffff:10.1.2.3', false],
  ['2001:db8:1:7::1', false],
  ['127.0.0.1', false],
  ['10.2.0.1', true],
  ['2001:db8:2::1', true],
  ['no address', true],
] as const)('an administrator who comes from %s is held back: %s', (address, expected) => {
  expect(isHeld(acting('system-administrator'), 'accounts:manage', address)).toBe(expected)
})

it('holds nobody else back, nor an administrator from their own account', () => {
  expect(isHeld(acting('duty-officer'), 'figures:read', '10.2.0.1')).toBe(false)
  expect(isHeld(VISITOR, 'open:read', '10.2.0.1')).toBe(false)
  expect(isHeld(acting('audit-administrator'), 'self:manage', '10.2.0.1')).toBe(false)
  expect(isHeld(acting('audit-administrator'), 'audit:read', '10.2.0.1')).toBe(true)
})

it('holds nobody back where a deployment names no network', () => {
  expect(isHeld(acting('system-administrator'), 'accounts:manage', '10.2.0.1', readAddressList([]) as AddressList)).toBe(false)
})

import { expect, it } from 'vitest'
import { ROLES, type Role } from '#contract/access.ts'
import { partAt, partsFor } from './part.ts'

const of = (role: Role) => partsFor(ROLES[role].may)

it('shows each administrator their own console and nothing of the others', () => {
  expect(of('system-administrator')).toEqual(['accounts', 'operation', 'screens', 'own'])
  expect(of('security-administrator')).toEqual(['remits', 'posture', 'blocks', 'screens', 'own'])
  expect(of('audit-administrator')).toEqual(['audit', 'verification', 'own'])
  expect(of('wall-director')).toEqual(['screens', 'own'])
  expect(of('town-staff')).toEqual(['own'])
})

it('opens what the address asks for where it may be shown, and the first otherwise', () => {
  const parts = of('security-administrator')
  expect(partAt('?part=blocks', 'administration', parts)).toBe('blocks')
  expect(partAt('?part=audit', 'administration', parts)).toBe('remits')
  expect(partAt('', 'account', parts)).toBe('own')
  expect(partAt('', 'administration', [])).toBeUndefined()
})

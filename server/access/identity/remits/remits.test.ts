import { expect, it } from 'vitest'
import { PERSON_ROLES, ROLE_NAMES, ROLES } from '#contract/access.ts'
import { TESTED_CITY } from '../testing/tested-access.ts'
import { grantFault, isRemitOfCity, type NewRemit } from './remits.ts'

function remit(role: NewRemit['role'], area = 'city', domains: NewRemit['domains'] = 'all'): NewRemit {
  return { role, area, domains }
}

it('never joins an administrator with another administrator or with any duty, in either order', () => {
  for (const one of PERSON_ROLES)
    for (const other of PERSON_ROLES) {
      if (one === other) continue
      const isMixed = [one, other].some((role) => ROLES[role].kind === 'administrator')
      expect(grantFault([remit(one)], remit(other)), `${one} + ${other}`).toBe(isMixed ? 'account/remits-exclusive' : undefined)
    }
})

it('never gives an administrator the same work a second time, in another area', () => {
  expect(grantFault([remit('audit-administrator')], remit('audit-administrator', 'town'))).toBe('account/remits-exclusive')
})

it('lets anybody without a remit be given any one', () => {
  for (const role of PERSON_ROLES) expect(grantFault([], remit(role))).toBeUndefined()
})

it('knows a remit that is held already, however its domains are ordered', () => {
  const held = [remit('department-staff', 'city', ['water', 'power'])]
  expect(grantFault(held, remit('department-staff', 'city', ['power', 'water']))).toBe('account/remit-held')
  expect(grantFault(held, remit('department-staff', 'city', ['power']))).toBeUndefined()
  expect(grantFault(held, remit('department-staff', 'city'))).toBeUndefined()
  expect(grantFault(held, remit('department-staff', 'town', ['power', 'water']))).toBeUndefined()
})

it('grants only what a person can be, in areas and domains of this city', () => {
  for (const role of ROLE_NAMES) expect(isRemitOfCity(remit(role), TESTED_CITY), role).toBe(PERSON_ROLES.includes(role))
  expect(isRemitOfCity(remit('town-staff', 'town'), TESTED_CITY)).toBe(true)
  expect(isRemitOfCity(remit('town-staff', 'elsewhere'), TESTED_CITY)).toBe(false)
  expect(isRemitOfCity(remit('department-staff', 'city', ['water']), TESTED_CITY)).toBe(true)
  expect(isRemitOfCity(remit('department-staff', 'city', ['water', 'fire']), TESTED_CITY)).toBe(false)
})

import { expect, it } from 'vitest'
import type { Remit, Role } from '#contract/access.ts'
import { dutiesOf, isFactorDemanded, PASSWORD_LIFE_MS, type Standing } from './duties.ts'

const NOW = 10 * PASSWORD_LIFE_MS

function remit(role: Role, id: string = role): Remit {
  return { id, role, area: 'city', domains: 'all' }
}

function standing(part: Partial<Standing>): Standing {
  const remits = part.remits ?? [remit('dispatcher')]
  return {
    ...{ assurance: 'password', isTrialAccount: false, hasFactor: false, passwordAt: NOW - 1, remits, remit: remits[0] },
    ...part,
  }
}

it('asks nothing of somebody whose role needs nothing more', () => {
  expect(dutiesOf(standing({}), NOW)).toEqual([])
})

it('asks for the second factor first, whatever else is owed', () => {
  const owed = dutiesOf(
    standing({ hasFactor: true, passwordAt: 0, remits: [remit('leader'), remit('dispatcher')], remit: undefined }),
    NOW,
  )
  expect(owed).toEqual(['give-factor', 'change-password', 'choose-remit'])
})

it('asks for another password on the ninetieth day', () => {
  expect(dutiesOf(standing({ passwordAt: NOW - PASSWORD_LIFE_MS + 1 }), NOW)).toEqual([])
  expect(dutiesOf(standing({ passwordAt: NOW - PASSWORD_LIFE_MS }), NOW)).toEqual(['change-password'])
})

it('asks nobody to change a password they did not come in with', () => {
  expect(dutiesOf(standing({ assurance: 'federated', passwordAt: 0 }), NOW)).toEqual([])
  expect(dutiesOf(standing({ assurance: 'trial', passwordAt: undefined }), NOW)).toEqual([])
})

it('asks administrators, commanders and leaders to add a factor, and nobody else', () => {
  const demanded = (['leader', 'commander', 'system-administrator', 'security-administrator', 'audit-administrator'] as const).map(
    (role) => [role, isFactorDemanded(role), dutiesOf(standing({ remits: [remit(role)] }), NOW)],
  )
  for (const [, isDemanded, duties] of demanded) {
    expect(isDemanded).toBe(true)
    expect(duties).toEqual(['add-factor'])
  }
  for (const role of ['duty-officer', 'dispatcher', 'town-staff', 'wall-director', 'enterprise'] as const)
    expect(dutiesOf(standing({ remits: [remit(role)] }), NOW)).toEqual([])
})

it('asks for a factor when any of the remits needs one, not only the one in which somebody acts', () => {
  const remits = [remit('dispatcher'), remit('commander')]
  expect(dutiesOf(standing({ remits, remit: remits[0] }), NOW)).toEqual(['add-factor'])
})

it('asks no factor in a trial', () => {
  expect(dutiesOf(standing({ assurance: 'trial', remits: [remit('leader')] }), NOW)).toEqual([])
  expect(dutiesOf(standing({ isTrialAccount: true, remits: [remit('leader')] }), NOW)).toEqual([])
})

it('asks which remit to act in where there are several', () => {
  const remits = [remit('dispatcher'), remit('data-steward')]
  expect(dutiesOf(standing({ remits, remit: undefined }), NOW)).toEqual(['choose-remit'])
  expect(dutiesOf(standing({ remits, remit: remits[1] }), NOW)).toEqual([])
  expect(dutiesOf(standing({ remits: [], remit: undefined }), NOW)).toEqual([])
})

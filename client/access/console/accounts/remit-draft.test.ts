import { expect, it } from 'vitest'
import type { Remit } from '#contract/access.ts'
import { faultOf } from './remit-draft.ts'

const officer: Remit = { id: 'r1', role: 'duty-officer', area: 'city', domains: 'all' }
const auditor: Remit = { id: 'r2', role: 'audit-administrator', area: 'city', domains: 'all' }

it('keeps the three administrators apart from each other and from every duty', () => {
  expect(faultOf({ role: 'system-administrator', area: 'city', domains: undefined }, [auditor])).toBe('exclusive')
  expect(faultOf({ role: 'audit-administrator', area: 'city', domains: undefined }, [officer])).toBe('exclusive')
  expect(faultOf({ role: 'leader', area: 'city', domains: undefined }, [auditor])).toBe('exclusive')
  expect(faultOf({ role: 'leader', area: 'city', domains: undefined }, [officer])).toBeUndefined()
})

it('grants nothing twice, in whatever order the domains are named', () => {
  const held: Remit = { ...officer, domains: ['traffic', 'grid'] }
  expect(faultOf({ role: 'duty-officer', area: 'city', domains: ['grid', 'traffic'] }, [held])).toBe('held')
  expect(faultOf({ role: 'duty-officer', area: 'city', domains: ['grid'] }, [held])).toBeUndefined()
})

it('asks for a role, and for a domain where not all are meant', () => {
  expect(faultOf({ role: undefined, area: 'city', domains: undefined }, [])).toBe('no-role')
  expect(faultOf({ role: 'leader', area: 'city', domains: [] }, [])).toBe('no-domain')
})

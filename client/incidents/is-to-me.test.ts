import { expect, it } from 'vitest'
import type { Remit } from '#contract/access.ts'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { isToMe } from './is-to-me.ts'

const me = (role: Remit['role'], area: string, domains: Remit['domains'] = 'all') => ({
  id: 'lin',
  remit: { id: 'r', role, area, domains },
})

it('counts as mine what is for me by name, by my role where I answer for it, or by my department', () => {
  const city = tinyCity()
  expect(isToMe(me('field-responder', 'a'), { kind: 'person', person: { id: 'lin', name: '林' } }, city)).toBe(true)
  expect(isToMe(me('town-staff', 'a'), { kind: 'role', role: 'town-staff', area: 'a' }, city)).toBe(true)
  expect(isToMe(me('town-staff', 'a'), { kind: 'role', role: 'town-staff', area: 'east' }, city)).toBe(true)
  expect(isToMe(me('department-staff', 'city', ['all']), { kind: 'department', department: 'desk', area: 'b' }, city)).toBe(true)
})

it('leaves to others what is for another town, another role or another field of work', () => {
  const city = tinyCity()
  expect(isToMe(me('town-staff', 'a'), { kind: 'role', role: 'town-staff', area: 'b' }, city)).toBe(false)
  expect(isToMe(me('town-staff', 'a'), { kind: 'role', role: 'dispatcher', area: 'a' }, city)).toBe(false)
  expect(isToMe(me('department-staff', 'city', ['health']), { kind: 'department', department: 'desk', area: 'b' }, city)).toBe(
    false,
  )
  expect(isToMe(me('town-staff', 'a'), { kind: 'department', department: 'desk', area: 'a' }, city)).toBe(false)
})

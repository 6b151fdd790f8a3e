import { expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { Subject } from '../access/policy/subject.ts'
import { isInCharge, isInReach } from './in-reach.ts'

const names = { zh: 'x', en: 'x' }
const tree = areaTree([
  { code: 'city', level: 'city', names },
  { code: 'a', level: 'town', names, parent: 'city' },
  { code: 'b', level: 'town', names, parent: 'city' },
] as never)
const inTown: Subject = {
  ...{ kind: 'person', account: { id: 'li', name: 'Li' }, session: 's', assurance: 'second-factor', owes: [] },
  remit: { id: 'r', role: 'commander', area: 'a', domains: 'all' },
}

it('lets a town decide about what lies in it, and not about what lies over the whole city', () => {
  expect(isInCharge(inTown, { area: 'a' }, tree)).toBe(true)
  expect([isInReach(inTown, { area: 'city' }, tree), isInCharge(inTown, { area: 'city' }, tree)]).toEqual([true, false])
  expect(isInCharge(inTown, { area: 'b' }, tree)).toBe(false)
})

it('lets whoever was named decide, wherever they answer for', () => {
  expect(isInCharge(inTown, { area: 'city', people: ['li'] }, tree)).toBe(true)
})

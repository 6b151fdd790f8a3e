import { describe, expect, it } from 'vitest'
import type { Remit, Role } from '#contract/access.ts'
import type { Area } from '#contract/area.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { Addressee } from '#contract/order.ts'
import type { Subject } from '../access/policy/subject.ts'
import { addressBook, addresseeOf, isAddressee } from './addressee.ts'

const names = (name: string) => ({ zh: name, en: name })
const TREE = areaTree([
  { code: 'city', level: 'city', names: names('city') },
  { code: 'east', level: 'town', parent: 'city', names: names('east') },
  { code: 'west', level: 'town', parent: 'city', names: names('west') },
] satisfies Area[])
const CITY = {
  city: { domains: [{ id: 'life' }, { id: 'grid' }], departments: [{ id: 'health' }, { id: 'power' }, { id: 'press' }] },
  metrics: [
    { department: 'health', domain: 'life' },
    { department: 'power', domain: 'grid' },
  ],
} as unknown as Catalogue
const BOOK = addressBook(CITY, TREE)

describe('an order to a role in an area', () => {
  const east: Addressee = { kind: 'role', role: 'town-staff', area: 'east' }
  it.each<[string, Subject, boolean]>([
    ['whoever holds the role there', person('town-staff', 'east'), true],
    ['whoever holds it for the whole city', person('town-staff', 'city'), true],
    ['nobody of another town', person('town-staff', 'west'), false],
    ['nobody in another role', person('dispatcher', 'east'), false],
    ['no screen', screen('east'), false],
  ])('is for %s', (_, subject, expected) => expect(isAddressee(subject, east, BOOK)).toBe(expected))
})

describe('an order to a department', () => {
  const health: Addressee = { kind: 'department', department: 'health', area: 'city' }
  it.each<[string, Subject, boolean]>([
    ['its staff, by the domains it answers for', person('department-staff', 'city', ['life']), true],
    ['its people in the field', person('field-responder', 'east', ['life']), true],
    ['nobody of another department', person('department-staff', 'city', ['grid']), false],
    ['nobody who leads', person('commander', 'city'), false],
  ])('is for %s', (_, subject, expected) => expect(isAddressee(subject, health, BOOK)).toBe(expected))

  it('that reports nothing is for all staff of departments: nobody knows better', () => {
    const press: Addressee = { kind: 'department', department: 'press', area: 'city' }
    expect(isAddressee(person('department-staff', 'city', ['grid']), press, BOOK)).toBe(true)
  })
})

it('an order to a person is for that person and for nobody else in the same role', () => {
  const to: Addressee = { kind: 'person', person: { id: 'town-staff east', name: 'x' } }
  expect(isAddressee(person('town-staff', 'east'), to, BOOK)).toBe(true)
  expect(isAddressee(person('town-staff', 'west'), to, BOOK)).toBe(false)
})

it('refuses to address whoever could never answer', () => {
  const unknown = expect.objectContaining({ code: 'order/addressee-unknown' })
  const people = new Map([['auditor', { id: 'auditor', name: 'A', may: () => false }]])
  expect(() => addresseeOf({ kind: 'person', id: 'nobody' }, 'east', BOOK, people)).toThrow(unknown)
  expect(() => addresseeOf({ kind: 'person', id: 'auditor' }, 'east', BOOK, people)).toThrow(unknown)
  expect(() => addresseeOf({ kind: 'role', role: 'visitor', area: 'east' }, 'east', BOOK, people)).toThrow(unknown)
  expect(() => addresseeOf({ kind: 'role', role: 'leader', area: 'nowhere' }, 'east', BOOK, people)).toThrow(unknown)
  expect(() => addresseeOf({ kind: 'department', department: 'magic' }, 'east', BOOK, people)).toThrow(unknown)
  expect(addresseeOf({ kind: 'department', department: 'power' }, 'east', BOOK, people)).toEqual({
    ...{ kind: 'department', department: 'power', area: 'east' },
  })
})

function person(role: Role, area: string, domains: Remit['domains'] = 'all'): Subject {
  const account = { id: `${role} ${area}`, name: role }
  return { kind: 'person', account, session: 's', assurance: 'password', owes: [], remit: { id: 'r', role, area, domains } }
}

function screen(area: string): Subject {
  const remit: Remit = { id: 'w', role: 'wall-screen', area, domains: 'all' }
  return { kind: 'screen', screen: { id: 'w', name: 'w', display: 'wall' }, remit }
}

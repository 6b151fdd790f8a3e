import { describe, expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { Subject } from '../access/policy/subject.ts'
import { orderArea } from './order-area.ts'

const names = (name: string) => ({ zh: name, en: name })
const TREE = areaTree([
  { code: 'city', level: 'city', names: names('city') },
  { code: 'east', level: 'town', parent: 'city', names: names('east') },
  { code: 'west', level: 'town', parent: 'city', names: names('west') },
] satisfies Area[])

const inRole = (area: string) => ({ kind: 'role' as const, role: 'field-responder' as const, area })

describe('where an order is about', () => {
  it('is where it says, else where its incident is, else where its sender answers for', () => {
    expect(orderArea({ place: { area: 'west' }, to: [] }, 'east', dispatcher('city'), TREE)).toBe('west')
    expect(orderArea({ to: [inRole('west')] }, 'east', dispatcher('city'), TREE)).toBe('east')
    expect(orderArea({ to: [] }, undefined, dispatcher('east'), TREE)).toBe('east')
  })

  it('is never more than its sender answers for, however far the incident reaches', () => {
    expect(orderArea({ to: [inRole('east')] }, 'city', dispatcher('east'), TREE)).toBe('east')
    expect(() => orderArea({ place: { area: 'city' }, to: [] }, 'city', dispatcher('east'), TREE)).toThrow(
      expect.objectContaining({ code: 'series/unknown-area' }),
    )
    for (const area of ['city', 'west'])
      expect(() => orderArea({ to: [inRole(area)] }, 'city', dispatcher('east'), TREE)).toThrow(
        expect.objectContaining({ code: 'order/addressee-unknown' }),
      )
  })
})

function dispatcher(area: string): Subject {
  return {
    ...{ kind: 'person', account: { id: 'd', name: 'd' }, session: 's', assurance: 'password', owes: [] },
    remit: { id: 'r', role: 'dispatcher', area, domains: 'all' },
  }
}

import { describe, expect, it } from 'vitest'
import { TINY_CATALOGUE } from '../../live/testing/scripted-hub.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { CitiesInScope } from './cities-in-scope.ts'

describe('the city as each subject sees it', () => {
  it('is one and the same for all of equal scope, however they are called', () => {
    const cities = new CitiesInScope(TINY_CATALOGUE)
    const north = cities.of(reader('one', 'north'))
    expect(cities.of(reader('two', 'north'))).toBe(north)
    expect(cities.of(reader('three', 'south'))).not.toBe(north)
    expect(north.catalogue.areas.map(({ code }) => code)).toEqual(['north'])
    expect([...north.model.tree.byCode.keys()]).toEqual(['north'])
    expect(cities.of(reader('four', 'city')).model.tree.byCode.size).toBe(TINY_CATALOGUE.areas.length)
  })

  it('is not shown to a visitor, nor to somebody who owes something first', () => {
    const cities = new CitiesInScope(TINY_CATALOGUE)
    const owing: Subject = {
      ...{ kind: 'person', account: { id: 'a', name: 'A' }, session: 's', assurance: 'password' },
      ...{ remit: { id: 'r', role: 'commander', area: 'city', domains: 'all' }, owes: ['add-factor'] },
    }
    for (const subject of [VISITOR, owing]) expect(() => cities.of(subject)).toThrow(coded('access/sign-in-needed'))
  })

  it('is refused, not broken, for a remit in an area the city no longer has', () => {
    expect(() => new CitiesInScope(TINY_CATALOGUE).of(reader('one', 'drowned'))).toThrow(coded('access/refused'))
  })

  it('is kept for a while and not for ever: scopes come and go', () => {
    const cities = new CitiesInScope(TINY_CATALOGUE)
    const first = cities.of(reader('one', 'west-0'))
    const kept = cities.of(reader('kept', 'north'))
    for (let index = 1; index < 200; index++) {
      cities.of(reader('other', `west-${index}`))
      expect(cities.of(reader('kept', 'north'))).toBe(kept)
    }
    cities.of(reader('other', 'south'))
    expect(cities.of(reader('one', 'west-0'))).not.toBe(first)
  })
})

function reader(id: string, area: string): Subject {
  return { kind: 'program', reader: { id, name: id }, remit: { id, role: 'reader', area, domains: 'all' } }
}

function coded(code: string) {
  return expect.objectContaining({ code })
}

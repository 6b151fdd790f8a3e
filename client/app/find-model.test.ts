import { expect, it } from 'vitest'
import { cityView } from '../state/city-view.ts'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { findAnything } from './find-model.ts'

const ids = (text: string) => findAnything(tinyCity(), text).map(({ id }) => id)

it('finds by name in either language, by code and by metric id', () => {
  expect(ids('接通')).toEqual(['tiny.rate'])
  expect(ids('answered')).toEqual(['tiny.rate'])
  expect(ids('port')).toEqual(['port'])
  expect(ids('tiny.peo')).toEqual(['tiny.people'])
})

it('offers somewhere to go before anything is typed', () => {
  expect(ids('')).toEqual(['east', 'west'])
})

it('puts the kind that was most likely meant first, since ↵ opens the first', () => {
  expect(ids('e')[0]).toBe('east')
  expect(ids('rate')[0]).toBe('tiny.rate')
})

it('puts names that begin with the word before those that hold it', () => {
  expect(ids('c')[0]).toBe('city')
  expect(ids('nothing like it')).toEqual([])
})

it('offers those who see one zone only the towns of it', () => {
  const { catalogue } = tinyCity()
  const areas = catalogue.areas
    .filter(({ code, parent }) => code === 'east' || parent === 'east')
    .map(({ parent, ...area }) => (area.code === 'east' ? area : { ...area, ...(parent !== undefined && { parent }) }))
  expect(findAnything(cityView({ ...catalogue, areas }), '').map(({ id }) => id)).toEqual(['a', 'b'])
})

import { expect, it } from 'vitest'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { comparedMembers, panelArea } from './members.ts'

it('neither ranks nor counts an area twice: what overlaps is left out', () => {
  const city = tinyCity()
  const rate = city.metric('tiny.rate')
  expect(rate && comparedMembers(rate, 'city', city)).toEqual(['a', 'b', 'c'])
})

it('sees a town among its neighbours where it has no parts of its own', () => {
  const city = tinyCity()
  const ranked = (area: string) => panelArea({ type: 'ranking', metric: 'tiny.rate' }, area, city)
  expect(ranked('city')).toBe('city')
  expect(ranked('a')).toBe('east')
  expect(ranked('c')).toBe('city')
})

it('leaves panels that compare nothing where the screen is', () => {
  expect(panelArea({ type: 'figure', metric: 'tiny.rate' }, 'a', tinyCity())).toBe('a')
})

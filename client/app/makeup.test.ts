import { expect, it } from 'vitest'
import { namesIn, translator } from '../i18n/translate.ts'
import { cityView } from '../state/city-view.ts'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { makeup } from './makeup.ts'

const line = (city: ReturnType<typeof tinyCity>) => makeup(city, translator('zh'), namesIn('zh'))

it('says what the city is made of, and counts what overlaps nothing twice', () => {
  expect(line(tinyCity())).toBe('2 片区 · 2 镇街 + Cton')
})

it('counts nothing for those who see one town of it', () => {
  const { catalogue } = tinyCity()
  const [{ parent: _above, ...town }] = catalogue.areas.filter(({ code }) => code === 'a') as [(typeof catalogue.areas)[number]]
  expect(line(cityView({ ...catalogue, areas: [town] }))).toBe('')
})

import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import { PlateSchema } from '#contract/plate.ts'
import { plateOf } from './plate.ts'

const names = { zh: '河口市', en: 'Rivermouth' }

it('tells a stranger the names of the city and of its places, and nothing else of it', () => {
  const city = {
    ...{ id: 'rivermouth', names, area: 'rm', timeZone: 'Asia/Shanghai', home: 'overview' },
    domains: [{ id: 'grid', names, chapter: 'power' }],
    walls: [{ id: 'main', secret: true }],
  } as unknown as Catalogue['city']
  const areas: Catalogue['areas'] = [
    { code: 'rm', level: 'city', names, centre: [113, 23] } as never,
    { code: 'e', level: 'town', parent: 'rm', names, short: names },
  ]
  const plate = plateOf({ city, areas })
  expect(Value.Check(PlateSchema, plate)).toBe(true)
  expect(JSON.stringify(plate)).not.toMatch(/secret|overview|centre/)
})

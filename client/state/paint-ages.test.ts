import { expect, it } from 'vitest'
import { createPaintAges } from './paint-ages.ts'

it('says nothing before the first patch was painted', () => {
  expect(createPaintAges().read()).toBeUndefined()
})

it('gives the middle and the slow end of the last patches, and forgets old ones', () => {
  const ages = createPaintAges()
  for (let index = 0; index < 1000; index++) ages.add(9_999)
  for (let age = 1; age <= 240; age++) ages.add(age)
  expect(ages.read()).toEqual({ p50: 121, p95: 229, last: 240, count: 1240 })
})

it('gives each of the last patches in their order, as many as it remembers', () => {
  const ages = createPaintAges()
  expect(ages.recent(3)).toEqual([])
  for (let age = 1; age <= 250; age++) ages.add(age)
  expect(ages.recent(3)).toEqual([248, 249, 250])
  expect(ages.recent(1_000)).toHaveLength(240)
})

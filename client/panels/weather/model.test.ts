import { expect, it } from 'vitest'
import { COMPACT_PLATE } from '../../displays/type-scale.ts'
import { weatherPlan } from './model.ts'

it('stands side by side where it is wide, with curves where it is high', () => {
  expect(weatherPlan({ count: 3, width: 600, height: 200, text: COMPACT_PLATE })).toMatchObject({ columns: 3, shown: 3 })
  expect(weatherPlan({ count: 3, width: 600, height: 200, text: COMPACT_PLATE }).spark).toBeGreaterThan(0)
  expect(weatherPlan({ count: 3, width: 600, height: 100, text: COMPACT_PLATE }).spark).toBe(0)
})

it('shows only tiles that fit whole', () => {
  const { shown } = weatherPlan({ count: 6, width: 120, height: 110, text: COMPACT_PLATE })
  expect(shown).toBe(1)
})

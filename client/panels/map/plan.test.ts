import { expect, it } from 'vitest'
import { COMPACT_PLATE, MOBILE, WIDE_PLATE } from '../../displays/type-scale.ts'
import { isSamePlace, mapPlan } from './plan.ts'

it('sets the hero as large as the plate allows and leaves the city its room', () => {
  expect(mapPlan({ width: 944, height: 700, text: COMPACT_PLATE, stroke: 1, heroEm: 3 })).toMatchObject({
    hero: 'hero',
    isWide: true,
  })
  expect(mapPlan({ width: 2700, height: 1650, text: WIDE_PLATE, stroke: 2.4, heroEm: 3 }).hero).toBe('hero')
  expect(mapPlan({ width: 640, height: 300, text: COMPACT_PLATE, stroke: 1, heroEm: 3 }).hero).not.toBe('hero')
  expect(mapPlan({ width: 944, height: 700, text: COMPACT_PLATE, stroke: 1, heroEm: undefined }).hero).toBeUndefined()
})

it('leaves figures off the names of a plate on a phone, and lets names stand beside a city too small for them', () => {
  expect(mapPlan({ width: 350, height: 300, text: MOBILE, stroke: 1, heroEm: 3 })).toMatchObject({
    isWide: false,
    hasFigures: false,
    allowsLeaders: true,
    hasHeroLines: false,
  })
})

it('prints names at the size of the display, and never smaller than its smallest text', () => {
  expect(mapPlan({ width: 2700, height: 1650, text: WIDE_PLATE, stroke: 2.4, heroEm: 3 }).names).toBeGreaterThanOrEqual(42)
  expect(mapPlan({ width: 350, height: 300, text: MOBILE, stroke: 1, heroEm: 3 }).names).toBe(Math.min(MOBILE.small, MOBILE.axis))
})

it('knows words that stand where they stood', () => {
  const rect = { x: 10, y: 10, width: 100, height: 40 }
  expect(isSamePlace([rect], [{ ...rect, width: 104 }], 6)).toBe(true)
  expect(isSamePlace([rect], [{ ...rect, width: 140 }], 6)).toBe(false)
  expect(isSamePlace([rect], [], 6)).toBe(false)
})

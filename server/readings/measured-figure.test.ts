import { expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { MeasureRule } from '#contract/command-tables.ts'
import type { Point } from '#contract/point.ts'
import { isWorthTelling, measuredFigure, partsOf } from './measured-figure.ts'

const NAMES = { zh: '试验', en: 'Test' }
const SHARE: MeasureRule = {
  ...{ id: 'supply-lost', names: NAMES, isShare: true, least: { II: 60, III: 40, IV: 20 } },
  figure: { metric: 'grid.load', of: 'city', fallWithinMinutes: 60 },
}
const COUNT: MeasureRule = {
  ...{ id: 'poisoned', names: NAMES, least: { III: 100, IV: 30 } },
  figure: { metric: 'food.cases', of: 'city', parts: true },
}

it('works out the share that was lost of the greatest value of the last hour, with its arithmetic', () => {
  expect(measuredFigure(SHARE, { now: point(930), before: 1650, parts: [] })).toEqual({
    ...{ value: (100 * 720) / 1650, numerator: 720, denominator: 1650 },
  })
  expect(measuredFigure(SHARE, { now: point(1700), before: 1650, parts: [] })?.value).toBe(0)
})

it('says what each town brings to a count', () => {
  const parts = [
    { area: 'a', value: 88 },
    { area: 'b', value: 21 },
  ]
  expect(measuredFigure(COUNT, { now: point(109), parts })).toEqual({ value: 109, parts })
})

it('measures nothing by a figure that is silent, was never told, or has nothing to be compared with', () => {
  expect(measuredFigure(COUNT, { now: { ...point(109), freshness: 'silent' }, parts: [] })).toBeUndefined()
  expect(measuredFigure(COUNT, { now: point(null), parts: [] })).toBeUndefined()
  expect(measuredFigure(SHARE, { now: point(930), parts: [] })).toBeUndefined()
  expect(measuredFigure(SHARE, { now: point(930), before: 0, parts: [] })).toBeUndefined()
})

it('tells once that a level is reached, again when it is another, and not of every wobble between', () => {
  const before = (value: number) => ({ value, source: 'food.cases', at: 0 })
  expect(isWorthTelling(COUNT, { value: 12 }, undefined)).toBe(false)
  expect(isWorthTelling(COUNT, { value: 34 }, undefined)).toBe(true)
  expect(isWorthTelling(COUNT, { value: 35 }, before(34))).toBe(false)
  expect(isWorthTelling(COUNT, { value: 40 }, before(34))).toBe(true)
  expect(isWorthTelling(COUNT, { value: 100 }, before(99))).toBe(true)
  expect(isWorthTelling(COUNT, { value: 12 }, before(34))).toBe(true)
})

it('takes towns for the parts of an area, those that overlap others left out', () => {
  const tree = areaTree([
    { code: 'city', level: 'city', names: NAMES },
    { code: 'a', level: 'town', parent: 'city', names: NAMES },
    { code: 'b', level: 'town', parent: 'city', names: NAMES },
    { code: 'harbour', level: 'town', parent: 'city', names: NAMES, overlaps: true },
  ] as never)
  const values: Record<string, number> = { a: 3, b: 0, harbour: 9 }
  expect(partsOf('city', tree, (code) => point(values[code] ?? null))).toEqual([{ area: 'a', value: 3 }])
})

function point(value: number | null): Point {
  return {
    ...{ metric: 'm', area: 'city', step: 'PT1M', window: [0, 60_000], value, observedAt: 1, freshness: 'live' },
    ...{ coverage: { reported: 1, expected: 1 }, revision: 1 },
  }
}

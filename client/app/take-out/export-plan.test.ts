import { expect, it } from 'vitest'
import { exportDays, exportStep } from './export-plan.ts'

it.each([
  ['PT10S', 1, 'PT10S'],
  ['PT10S', 7, 'PT1M'],
  ['PT10S', 30, 'PT5M'],
  ['PT1H', 30, 'PT1H'],
  ['P1M', 1830, 'P1M'],
] as const)('takes figures of %s for %s days at %s: a file that can still be read', (period, days, step) => {
  expect(exportStep(period, days)).toBe(step)
})

it('offers years where a day would hold nothing', () => {
  expect(exportDays('PT1M')).toEqual([1, 7, 30])
  expect(exportDays('P1M')).toEqual([30, 366, 1830])
})

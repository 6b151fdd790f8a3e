import { expect, it } from 'vitest'
import { foldingSteps } from './nested-fold.ts'

it('reaches longer windows by the stages docs/roll-up.md names', () => {
  expect(foldingSteps('PT1M', 'PT1M')).toEqual([])
  expect(foldingSteps('PT1M', 'PT5M')).toEqual(['PT5M'])
  expect(foldingSteps('PT1M', 'P1D')).toEqual(['PT1H', 'P1D'])
  expect(foldingSteps('PT1H', 'P1D')).toEqual(['P1D'])
  expect(foldingSteps('PT10S', 'P1Y')).toEqual(['PT1H', 'P1D', 'P1M', 'P1Y'])
  expect(foldingSteps('PT1M', 'P1W')).toEqual(['PT1H', 'P1D', 'P1W'])
  expect(foldingSteps('P1D', 'P3M')).toEqual(['P1M', 'P3M'])
  expect(foldingSteps('P3M', 'P1Y')).toEqual(['P1Y'])
})

it('reaches no window that base windows do not lie in', () => {
  expect(foldingSteps('P1D', 'PT1H')).toBeUndefined()
  expect(foldingSteps('P1W', 'P1M')).toBeUndefined()
})

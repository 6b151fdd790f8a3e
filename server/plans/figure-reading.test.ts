import { expect, it } from 'vitest'
import type { FigureCondition } from '#contract/plan.ts'
import { heldSince } from './figure-reading.ts'

const condition: FigureCondition = { kind: 'figure', metric: 'city.depth', is: 'at-least', value: 27, holdS: 120 }
const point = (minute: number, value: number | null) => ({ window: [minute, minute + 1] as [number, number], value })

it('counts from the end of the first window of the run that reaches the newest', () => {
  expect(heldSince([point(0, 30), point(1, 26), point(2, 27), point(3, 40)], condition)).toBe(3)
})

it('breaks the run at a window nobody observed: nobody knows what was then', () => {
  expect(heldSince([point(0, 30), point(1, null), point(2, 30)], condition)).toBe(3)
})

it('says nothing where the newest does not hold, or there is none', () => {
  expect(heldSince([point(0, 30), point(1, 20)], condition)).toBeUndefined()
  expect(heldSince([], condition)).toBeUndefined()
})

it('goes downwards as well', () => {
  expect(heldSince([point(0, 9), point(1, 10), point(2, 3)], { ...condition, is: 'at-most', value: 9 })).toBe(3)
})

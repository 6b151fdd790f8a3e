import { expect, it } from 'vitest'
import { COMPACT_PLATE } from '../../displays/type-scale.ts'
import { figurePlan } from './model.ts'

const input = { width: 500, height: 260, text: COMPACT_PLATE, head: 32, figure: 2.5, unit: 40, others: 2, wantsTrend: true }

it('sets the hero as large as it fits whole, and steps down rather than cut it', () => {
  expect(figurePlan(input).size).toBe('hero')
  expect(figurePlan({ ...input, width: 200 }).size).toBe('lead')
  expect(figurePlan({ ...input, height: 90 }).size).toBe('figure')
})

it('leaves smaller figures out where they would not fit whole', () => {
  expect(figurePlan(input).others).toBe(2)
  expect(figurePlan({ ...input, height: 160 }).others).toBe(0)
})

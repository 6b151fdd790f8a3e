import { describe, expect, it } from 'vitest'
import { grown, growthOf } from './growth.ts'

const HOUR = 3_600_000
const hourly = (values: readonly number[]) => values.map((bytes, hour) => ({ at: 1_788_796_800_000 + hour * HOUR, bytes }))

describe('how fast memory grows', () => {
  it('is what a line through the samples says, in bytes an hour', () => {
    const { hourly: slope, either } = growthOf(hourly([100, 103, 106, 109, 112]))
    expect(slope).toBeCloseTo(3)
    expect(either).toBeCloseTo(0)
  })

  it('is said with how far it may be off, as textbooks have it', () => {
    // y = 1, 3, 2, 5, 4 over x = 0 … 4: slope 0.8, standard error 0.3464, t of three degrees 3.18.
    const { hourly: slope, either } = growthOf(hourly([1, 3, 2, 5, 4]))
    expect(slope).toBeCloseTo(0.8)
    expect(either).toBeCloseTo(3.18 * 0.3464, 3)
  })

  it('may be anything where two samples are all there is', () => {
    expect(growthOf(hourly([5, 9])).either).toBe(Number.POSITIVE_INFINITY)
  })
})

it('names what is more than it was, the most first, and nothing that is less', () => {
  const before = new Map([
    ['a', 10],
    ['b', 10],
    ['c', 10],
  ])
  const after = new Map([
    ['a', 5],
    ['b', 30],
    ['c', 11],
    ['d', 2],
  ])
  expect(grown(before, after)).toEqual([
    ['b', 20],
    ['d', 2],
    ['c', 1],
  ])
})

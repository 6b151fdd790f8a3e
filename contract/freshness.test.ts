import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRESHNESSES, Freshness, freshnessOf, nextFreshnessChange } from './freshness.ts'

const MINUTE = 60_000

describe('freshness', () => {
  it('is live up to one promise, late up to three, then silent; empty before the first observation', () => {
    const ages: readonly [number, Freshness][] = [
      [-MINUTE, 'live'],
      [0, 'live'],
      [MINUTE, 'live'],
      [MINUTE + 1, 'late'],
      [3 * MINUTE, 'late'],
      [3 * MINUTE + 1, 'silent'],
    ]
    for (const [age, freshness] of ages) expect(freshnessOf(1000, MINUTE, 1000 + age)).toBe(freshness)
    expect(freshnessOf(undefined, MINUTE, 1000)).toBe('empty')
  })

  it('changes exactly when it was said it would, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 * MINUTE }), fc.integer({ min: -MINUTE, max: 40 * MINUTE }), (promise, age) => {
        const before = freshnessOf(0, promise, age)
        const change = nextFreshnessChange(0, promise, age)
        if (before === Freshness.Silent) expect(change).toBe(Number.POSITIVE_INFINITY)
        else {
          expect(change).toBeGreaterThan(age)
          expect(freshnessOf(0, promise, change - 1)).toBe(before)
          expect(freshnessOf(0, promise, change)).not.toBe(before)
        }
      }),
    )
    expect(nextFreshnessChange(undefined, MINUTE, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('has a code on the wire for every state', () => {
    expect([...FRESHNESSES].sort()).toEqual(Object.values(Freshness).sort())
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apportion } from './apportion.ts'

it('splits a whole number into whole numbers that sum to it, none further than one from its exact share', () => {
  fc.assert(
    fc.property(fc.nat(20_000_000), fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), (total, shares) => {
      const parts = apportion(total, shares)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      const sum = shares.reduce((a, b) => a + b, 0)
      for (const [index, part] of parts.entries()) {
        expect(Number.isInteger(part)).toBe(true)
        const exact = total * (sum > 0 ? (shares[index] as number) / sum : 1 / shares.length)
        expect(Math.abs(part - exact)).toBeLessThanOrEqual(1 + 1e-6)
      }
    }),
  )
})

import { expect, it } from 'vitest'
import { patiently } from './patient-part.ts'

it('shows a part of the page once there is a network for it, instead of ending the page', async () => {
  let tries = 0
  const waits: number[] = []
  const load = async () => {
    tries += 1
    if (tries < 3) throw new TypeError('Failed to fetch dynamically imported module')
    return 'part'
  }
  expect(await patiently(load, async (ms) => void waits.push(ms))).toBe('part')
  expect(waits).toEqual([2_000, 2_000])
})

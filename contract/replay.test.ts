import { expect, it } from 'vitest'
import type { Point } from './point.ts'
import { decodeReplay, encodeReplay, type ReplayBlock } from './replay.ts'

const point = (area: string, value: number): Point => ({
  ...{ metric: 'a.b', area, step: 'PT1M', window: [0, 60_000], value, observedAt: 1, freshness: 'live' },
  ...{ coverage: { reported: 1, expected: 1 }, revision: 3 },
})

const BLOCK: ReplayBlock = {
  ...{ metric: 'a.b', from: 0, to: 600_000, series: ['a.b@x/PT1M', 'a.b@东/PT1M'] },
  frames: [
    { at: 0, points: [point('x', 1), point('东', 2)] },
    { at: 1_250, points: [point('东', 0.1)] },
    { at: 599_999, points: [] },
  ],
}

it('reads back what it wrote, to the bit', () => {
  expect(decodeReplay(encodeReplay(BLOCK))).toEqual(BLOCK)
  const shifted = new Uint8Array(encodeReplay(BLOCK).length + 3)
  shifted.set(encodeReplay(BLOCK), 3)
  expect(decodeReplay(shifted.subarray(3))).toEqual(BLOCK)
})

it('refuses bytes that are no block, or part of one, and never reads beyond them', () => {
  const whole = encodeReplay(BLOCK)
  for (let length = 0; length < whole.length; length += 5) expect(() => decodeReplay(whole.slice(0, length))).toThrow(RangeError)
  expect(() => decodeReplay(Uint8Array.from('{"type":"about:blank","status":404}', (unit) => unit.charCodeAt(0)))).toThrow(
    RangeError,
  )
})

import { expect, it } from 'vitest'
import { TRACK_COARSE_KEPT_MS, TRACK_KEPT_MS } from './entity.ts'
import { decodeMoves, encodeMoves, type Move } from './track-codec.ts'
import { decodeTrackBlock, encodeTrackBlock, foldTrackBlock, grainKept, type TrackBlock } from './track-replay.ts'

const FROM = 1_800_000_000_000 - (1_800_000_000_000 % 600_000)
const move = (index: number, lon: number, heardAt: number, state: Move['state'] = 'placed'): Move => ({
  ...{ index, state, lon, lat: 23, heading: undefined, heardAt },
})
const identity = (id: string) => ({ id, kind: 'bus', names: { zh: `巴士${id}`, en: `Bus ${id}` }, department: 'transport' })

const BLOCK: TrackBlock = {
  ...{ track: 'bus@city', grain: 'fine', from: FROM, to: FROM + 600_000, identities: [identity('a')] },
  frames: [
    { at: FROM, frame: encodeMoves([move(0, 113, FROM - 5_000)], FROM, true) },
    {
      at: FROM + 2_000,
      identities: [{ index: 1, ...identity('b') }],
      frame: encodeMoves([move(0, 113.5, FROM + 1_000), move(1, 114, FROM + 1_500)], FROM + 2_000, false),
    },
    { at: FROM + 9_000, frame: encodeMoves([move(1, 0, FROM + 8_000, 'gone')], FROM + 9_000, false) },
  ],
}

it('is the same after a way over the wire, names of any language included', () => {
  const read = decodeTrackBlock(encodeTrackBlock(BLOCK))
  expect(read).toEqual(BLOCK)
  expect(() => decodeTrackBlock(encodeTrackBlock(BLOCK).slice(0, -8))).toThrow(RangeError)
})

it('says where everything was known to be at any moment of it, and nothing of what came later', () => {
  const placed = (at: number) => {
    const { identities, frame } = foldTrackBlock(BLOCK, at)
    const { index, lon, state, isWhole } = decodeMoves(frame)
    expect(isWhole).toBe(true)
    return Array.from(index, (one, row) => `${identities[one]?.id} ${state[row] === 0 ? (lon[row] ?? 0) / 1e6 : 'gone'}`)
  }
  expect(placed(FROM + 1_999)).toEqual(['a 113'])
  expect(placed(FROM + 2_000)).toEqual(['a 113.5', 'b 114'])
  expect(placed(FROM + 599_000)).toEqual(['a 113.5', 'b gone'])
})

it('is kept closely for a day, coarsely for a week, and then not at all', () => {
  const now = FROM + TRACK_COARSE_KEPT_MS
  expect([now - TRACK_KEPT_MS, now - TRACK_KEPT_MS - 1, FROM, FROM - 1].map((from) => grainKept(from, now))).toEqual([
    ...['fine', 'coarse', 'coarse', undefined],
  ])
})

import { expect, it } from 'vitest'
import type { Entity } from '#contract/entity.ts'
import { decodeMoves } from '#contract/track-codec.ts'
import { foldTrackBlock } from '#contract/track-replay.ts'
import { toTrackBlock } from './track-block.ts'

const FROM = 1_800_000_000_000 - (1_800_000_000_000 % 600_000)
const bus = (id: string, lon: number, heardAt: number, area = 'north'): Entity => ({
  ...{ id, kind: 'bus', names: { zh: id, en: id }, department: 'transport', area, attributes: {}, heardAt },
  place: { lon, lat: 23 },
})
const block = (before: readonly Entity[], heard: readonly (readonly [number, Entity])[]) =>
  toTrackBlock({
    ...{ track: 'bus@north', grain: 'fine', from: FROM, to: FROM + 600_000, kinds: new Set(['bus']), areas: new Set(['north']) },
    ...{ before, heard: heard.map(([afterMs, entity]) => ({ entity, receivedAt: FROM + afterMs })) },
  })
const placeOf = (made: ReturnType<typeof block>, id: string, afterMs: number) => {
  const { identities, frame } = foldTrackBlock(made, FROM + afterMs)
  const { index, lon, state } = decodeMoves(frame)
  const row = index.findIndex((one) => identities[one]?.id === id)
  return row < 0 ? undefined : state[row] === 0 ? (lon[row] ?? 0) / 1e6 : 'gone'
}

it('tells what was heard in a second at its end, together, and never before it was heard', () => {
  const made = block(
    [bus('a', 113, FROM - 1_000)],
    [
      [100, bus('a', 113.1, FROM)],
      [900, bus('b', 113.2, FROM + 500)],
      [1_000, bus('a', 113.3, FROM + 900)],
    ],
  )
  expect(made.frames.map(({ at }) => at - FROM)).toEqual([0, 1_000, 2_000])
  expect([0, 999, 1_000, 2_000].map((at) => placeOf(made, 'a', at))).toEqual([113, 113, 113.1, 113.3])
  expect([999, 1_000].map((at) => placeOf(made, 'b', at))).toEqual([undefined, 113.2])
})

it('[P121] lets what was heard late move nothing back', () => {
  const made = block(
    [bus('a', 113, FROM - 1_000)],
    [
      [1_000, bus('a', 113.5, FROM + 800)],
      [5_000, bus('a', 113.9, FROM - 60_000)],
    ],
  )
  expect(placeOf(made, 'a', 9_000)).toBe(113.5)
})

it('says of a thing that left the area that it is gone, and shows it again when it is back', () => {
  const made = block(
    [bus('a', 113, FROM - 1_000), bus('elsewhere', 113, FROM - 1_000, 'south')],
    [
      [1_000, bus('a', 113.5, FROM + 800, 'south')],
      [5_000, bus('a', 113.6, FROM + 4_000)],
    ],
  )
  expect([0, 2_000, 6_000].map((at) => placeOf(made, 'a', at))).toEqual([113, 'gone', 113.6])
  expect(placeOf(made, 'elsewhere', 9_000)).toBeUndefined()
})

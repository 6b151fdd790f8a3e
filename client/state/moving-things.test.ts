import { expect, it } from 'vitest'
import type { Identity } from '#contract/track.ts'
import { encodeMoves, type Move } from '#contract/track-codec.ts'
import { MovingThings } from './moving-things.ts'
import { createTracksStore } from './tracks.ts'

const NOW = 1_789_000_000_000
const named = (id: string): Identity => ({ id, kind: 'bus', names: { zh: id, en: id }, department: 'd' })
const spot = (index: number, lon: number, heardAt = NOW): Move => ({
  ...{ index, state: 'placed', lon, lat: 23, heading: undefined, heardAt },
})

it('draws a thing on its way from where it was to where it is, in the time between its reports', () => {
  const things = begun([spot(0, 113)])
  expect(things.place(0, NOW)).toEqual([113, 23])
  things.apply({ frame: encodeMoves([spot(0, 113.1, NOW + 2_000)], NOW + 2_000, false) }, NOW + 2_000)
  const seen = [0, 1_000, 2_000, 9_000].map((ms) => things.place(0, NOW + 2_000 + ms)[0])
  expect(seen.map((lon) => Number(lon.toFixed(4)))).toEqual([113, 113.05, 113.1, 113.1])
  expect(things.lastPlace(0)).toEqual([113.1, 23])
})

it('turns from where it is drawn, not from where it was told, so that nothing jumps', () => {
  const things = begun([spot(0, 113)])
  things.apply({ frame: encodeMoves([spot(0, 113.1, NOW + 2_000)], NOW + 2_000, false) }, NOW + 2_000)
  things.apply({ frame: encodeMoves([spot(0, 113, NOW + 3_000)], NOW + 3_000, false) }, NOW + 3_000)
  expect(things.place(0, NOW + 3_000)[0]).toBeCloseTo(113.05, 4)
})

it('stands at once where it is found again after it was nowhere', () => {
  const things = begun([spot(0, 113)])
  things.apply({ frame: encodeMoves([{ ...spot(0, 0), state: 'unplaced' }], NOW + 1_000, false) }, NOW + 1_000)
  expect(things.isPlaced(0)).toBe(false)
  things.apply({ frame: encodeMoves([spot(0, 113.5, NOW + 2_000)], NOW + 2_000, false) }, NOW + 2_000)
  expect([things.isPlaced(0), things.place(0, NOW + 2_000)[0]]).toEqual([true, 113.5])
})

it('takes in new things, keeps the index of what is gone, and never reads an index it was not told of', () => {
  const things = begun([spot(0, 113)])
  const identities = Array.from({ length: 600 }, (_, n) => ({ index: n + 1, ...named(`n${n}`) }))
  const moves = identities.map(({ index }) => spot(index, 114))
  things.apply({ identities, frame: encodeMoves([...moves, spot(9_000, 1)], NOW, false) }, NOW)
  expect([things.count, things.isPlaced(600), things.place(600, NOW)[0]]).toEqual([601, true, 114])
  things.apply({ frame: encodeMoves([{ ...spot(0, 0), state: 'gone' }], NOW, false) }, NOW)
  expect([things.isGone(0), things.identity(0)?.id, things.count]).toEqual([true, 'b0', 601])
})

it('reads a frame of ten thousand moves in a fraction of a frame of the screen', () => {
  const things = begun(Array.from({ length: 10_000 }, (_, index) => spot(index, 113)))
  const took = Array.from({ length: 12 }, (_, round) => {
    const at = NOW + round * 1_000
    things.apply(
      {
        frame: encodeMoves(
          Array.from({ length: 10_000 }, (_, index) => spot(index, 113 + round, at)),
          at,
          false,
        ),
      },
      at,
    )
    return things.frameMs
  })
  expect(took.sort((a, b) => a - b)[6]).toBeLessThan(16)
})

it('follows a track for as long as somebody draws it, and asks again for one whose frame cannot be read', () => {
  const store = createTracksStore(() => NOW)
  const track = { kinds: ['bus'], area: 'city' }
  let woken = 0
  const stops = [store.follow(track, () => void woken++), store.follow(track, () => void woken++)]
  expect(store.wanted()).toEqual([track])
  store.begin({ track: 'bus@city', at: NOW, identities: [named('a')], frame: encodeMoves([spot(0, 113)], NOW, true) })
  expect([store.get('bus@city').kind, woken]).toEqual(['following', 2])
  expect(store.apply({ track: 'bus@city', at: NOW, frame: encodeMoves([spot(0, 114)], NOW, false) })).toBe(true)
  expect(store.apply({ track: 'bus@city', at: NOW, frame: new Uint8Array(7) })).toBe(false)
  expect(store.apply({ track: 'other@city', at: NOW, frame: new Uint8Array(7) })).toBe(true)
  for (const stop of stops) stop()
  expect([store.wanted(), store.get('bus@city').kind]).toEqual([[], 'waiting'])
})

function begun(moves: readonly Move[]): MovingThings {
  const things = new MovingThings()
  things.begin({ identities: moves.map(({ index }) => named(`b${index}`)), frame: encodeMoves(moves, NOW, true) }, NOW)
  return things
}

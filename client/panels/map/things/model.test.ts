import { expect, it } from 'vitest'
import type { EntityKind } from '#contract/entity-kind.ts'
import { encodeMoves, type Move } from '#contract/track-codec.ts'
import { MovingThings } from '../../../state/moving-things.ts'
import { MOST_ROWS, thingsList, thingsModel, thingWords } from './model.ts'

const NOW = 1_789_000_000_000
const kind = (id: string, moves: boolean): EntityKind => ({
  ...{ id, names: { zh: id, en: id }, domain: 'd', department: 'd', moves, promise: 'PT30S' },
  mark: moves ? 'cross' : 'house',
})
const KINDS = [kind('car', true), kind('shelter', false)]
const SEEN: ReadonlySet<string> = new Set()

it('draws what stands behind what moves, and counts each kind with those nobody knows the place of', () => {
  const model = thingsModel(things(['car', 'shelter', 'car', 'car'], { 2: 'unplaced' }), KINDS, SEEN, NOW, undefined)
  expect([...model.shown]).toEqual([1, 0, 3])
  expect(model.marks).toEqual(['house', 'cross', 'cross'])
  expect(model.counts.map(({ placed, unplaced }) => [placed, unplaced])).toEqual([
    [2, 1],
    [1, 0],
  ])
  expect(model.unplaced).toBe(1)
})

it('shows the age of the newest word: faded beyond the promise of its kind, hollow beyond three of them', () => {
  const all = things(['car', 'car', 'car'], {}, [0, 45_000, 120_000])
  expect(thingsModel(all, KINDS, SEEN, NOW, undefined).states).toEqual(['live', 'late', 'silent'])
  expect(thingsModel(all, KINDS, SEEN, NOW + 200_000, undefined).states).toEqual(['silent', 'silent', 'silent'])
})

it('takes a hidden kind off the map and goes on counting it', () => {
  const model = thingsModel(things(['car', 'shelter'], {}), KINDS, new Set(['car']), NOW, undefined)
  expect([...model.shown]).toEqual([1])
  expect(model.counts[0]).toMatchObject({ placed: 1, isHidden: true })
})

it('gives back the very model it made before when nothing differs, so that only places are drawn anew', () => {
  const all = things(['car', 'shelter'], {})
  const first = thingsModel(all, KINDS, SEEN, NOW, undefined)
  expect(thingsModel(all, KINDS, SEEN, NOW + 1_000, first)).toBe(first)
  expect(thingsModel(all, KINDS, SEEN, NOW + 40_000, first)).not.toBe(first)
})

it('knows nothing of what left, and nothing of kinds this map does not show', () => {
  const all = things(['car', 'boat', 'car'], { 0: 'gone' })
  const model = thingsModel(all, KINDS, SEEN, NOW, undefined)
  expect([...model.shown]).toEqual([2])
  expect([thingWords(all, 0, KINDS, NOW), thingWords(all, 1, KINDS, NOW)]).toEqual([undefined, undefined])
  expect(thingWords(all, 2, KINDS, NOW)).toMatchObject({ names: { zh: 'car 2' }, state: 'live', isPlaced: true })
})

it('lists those nobody knows the place of first, finds by name in both languages, and says how many it leaves out', () => {
  const all = things(['car', 'car', 'shelter'], { 1: 'unplaced' })
  expect(thingsList(all, KINDS, SEEN, '', NOW).rows.map(({ index }) => index)).toEqual([1, 0, 2])
  expect(thingsList(all, KINDS, SEEN, 'SHELTER', NOW).rows.map(({ index }) => index)).toEqual([2])
  expect(thingsList(all, KINDS, new Set(['car']), '', NOW).rows).toHaveLength(1)
  const many = things(
    Array.from({ length: MOST_ROWS + 7 }, () => 'car'),
    {},
  )
  expect(thingsList(many, KINDS, SEEN, '', NOW)).toMatchObject({ more: 7 })
})

function things(
  kinds: readonly string[],
  states: Readonly<Record<number, Move['state']>>,
  ages: readonly number[] = [],
): MovingThings {
  const all = new MovingThings()
  const identities = kinds.map((kind, index) => ({
    ...{ id: `t${index}`, kind, department: 'd' },
    names: { zh: `${kind} ${index}`, en: `${kind} ${index}` },
  }))
  const moves = kinds.map((_, index): Move => {
    const state = states[index] ?? 'placed'
    return { index, state, lon: 113, lat: 23, heading: undefined, heardAt: NOW - (ages[index] ?? 0) }
  })
  all.begin({ identities, frame: encodeMoves(moves, NOW, true) }, NOW)
  return all
}

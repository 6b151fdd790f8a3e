import { expect, it } from 'vitest'
import { type MapLabel, placeLabels } from './place-labels.ts'

const label = (id: string, y: number, text = '手袋河隧道'): MapLabel => ({ id, text, x: 100, y, anchor: 'middle' })

it('leaves names that have room where they are', () => {
  expect([...placeLabels([label('a', 50), label('b', 90)], 13)]).toEqual([
    ['a', 50],
    ['b', 90],
  ])
})

it('moves a name off another by whole lines, the shortest way, and the first stays', () => {
  const placed = placeLabels([label('a', 50), label('b', 52), label('c', 48)], 10)
  expect(placed.get('a')).toBe(50)
  const [b, c] = [placed.get('b') as number, placed.get('c') as number]
  expect(Math.abs(b - 50)).toBeGreaterThanOrEqual(13)
  expect(Math.abs(c - 50)).toBeGreaterThanOrEqual(13)
  expect(Math.abs(b - c)).toBeGreaterThanOrEqual(13)
})

it('keeps off what is taken', () => {
  const taken = [{ left: 90, right: 110, top: 40, bottom: 55 }]
  expect(placeLabels([label('a', 50)], 10, taken).get('a')).not.toBe(50)
})

it('keeps a name at its place where nothing near is free', () => {
  const crowd = Array.from({ length: 9 }, (_, at) => label(`x${at}`, 50 + (at - 4) * 13))
  expect(placeLabels([...crowd, label('late', 50)], 10).get('late')).toBe(50)
})

import { expect, it } from 'vitest'
import { type Draft, drawn, geometryOf, isDrawn, newDraft } from './draw.ts'

const put = (draft: Draft, ...places: (readonly [number, number])[]) =>
  places.reduce((held, at) => drawn(held, { type: 'put', at }), draft)

it('closes an area when it is sent, and takes none that has no inside', () => {
  const two = put(newDraft('evacuation'), [113.70001, 22.8], [113.8, 22.8])
  expect(isDrawn(two)).toBe(false)
  const three = put(two, [113.8, 22.9])
  expect(isDrawn(three)).toBe(true)
  expect(geometryOf(three)).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [113.70001, 22.8],
        [113.8, 22.8],
        [113.8, 22.9],
        [113.70001, 22.8],
      ],
    ],
  })
})

it('moves a spot with a second press, and takes back the last point of a line', () => {
  expect(put(newDraft('command-post'), [1, 2], [3, 4]).shape.points).toEqual([[3, 4]])
  const line = drawn(put(newDraft('closure'), [1, 2], [3, 4], [5, 6]), { type: 'undo' })
  expect(line.shape).toEqual({
    kind: 'line',
    points: [
      [1, 2],
      [3, 4],
    ],
  })
})

it('keeps what was drawn when its meaning is changed', () => {
  const moved = drawn(put(newDraft('evacuation'), [1, 2], [3, 4]), { type: 'mean', kind: 'cordon' })
  expect(moved).toMatchObject({ kind: 'cordon', shape: { kind: 'polygon' } })
  expect(moved.shape.points).toHaveLength(2)
})

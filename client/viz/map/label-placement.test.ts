import { expect, it } from 'vitest'
import { type LabelBox, placeLabels } from './label-placement.ts'

const rules = { bounds: { x: 0, y: 0, width: 1000, height: 700 }, em: 16, obstacles: [], allowsLeaders: true }
const label = (id: string, x: number, y: number, weight = 1): LabelBox => ({ id, at: [x, y], width: 34, height: 20, weight })

it('leaves a name with room on its own place', () => {
  expect(placeLabels([label('虎门', 300, 400)], rules)).toEqual([{ id: '虎门', offset: [0, 0], hasLeader: false }])
})

it('keeps both names of two towns that stand on each other', () => {
  const placed = placeLabels([label('万江', 300, 300), label('莞城', 312, 308), label('东城', 322, 318)], rules)
  expect(placed.map(({ id }) => id).sort()).toEqual(['东城', '万江', '莞城'].sort())
  expect(apart(placed, [label('万江', 300, 300), label('莞城', 312, 308), label('东城', 322, 318)])).toBe(true)
})

it('keeps twenty names of a crowd, the crowded ones on leader lines', () => {
  const crowd = Array.from({ length: 20 }, (_, index) =>
    label(`t${index}`, 500 + (index % 5) * 14, 350 + Math.floor(index / 5) * 14),
  )
  const placed = placeLabels(crowd, rules)
  expect(placed.length).toBeGreaterThanOrEqual(18)
  expect(placed.some(({ hasLeader }) => hasLeader)).toBe(true)
  expect(apart(placed, crowd)).toBe(true)
})

it('never covers a point of the same layer', () => {
  const point = { x: 290, y: 390, width: 20, height: 20 }
  const [placed] = placeLabels([label('虎门', 300, 400)], { ...rules, obstacles: [point] })
  const top = 400 + (placed?.offset[1] ?? 0) - 10
  expect(top >= 410 || top + 20 <= 390 || Math.abs(placed?.offset[0] ?? 0) >= 17).toBe(true)
})

it('leaves out names of a crowd where lines are not wanted, and covers none', () => {
  const crowd = Array.from({ length: 20 }, (_, index) =>
    label(`t${index}`, 500 + (index % 5) * 14, 350 + Math.floor(index / 5) * 14),
  )
  const placed = placeLabels(crowd, { ...rules, allowsLeaders: false })
  expect(placed.length).toBeLessThan(20)
  expect(placed.some(({ hasLeader }) => hasLeader)).toBe(false)
  expect(apart(placed, crowd)).toBe(true)
})

it('gives the room to the weightier of two when there is room for one', () => {
  const tight = { ...rules, bounds: { x: 280, y: 385, width: 42, height: 30 } }
  expect(placeLabels([label('light', 300, 400, 1), label('heavy', 300, 400, 9)], tight).map(({ id }) => id)).toEqual(['heavy'])
})

function apart(placed: ReturnType<typeof placeLabels>, boxes: readonly LabelBox[]): boolean {
  const rects = placed.map(({ id, offset }) => {
    const box = boxes.find((candidate) => candidate.id === id) as LabelBox
    return { x: box.at[0] + offset[0], y: box.at[1] + offset[1] }
  })
  return rects.every((a, index) => rects.slice(index + 1).every((b) => Math.abs(a.x - b.x) >= 34 || Math.abs(a.y - b.y) >= 20))
}

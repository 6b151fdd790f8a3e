import { describe, expect, it } from 'vitest'
import { type Position, ringAreaKm2, simplifyRing, voronoiCells } from './ring.ts'

const square: Position[] = [
  [113, 22],
  [114, 22],
  [114, 23],
  [113, 23],
]

describe('schematic cells', () => {
  it('share the frame among the seats without gap or overlap', () => {
    const cells = voronoiCells(
      [
        [113.2, 22.2],
        [113.8, 22.3],
        [113.5, 22.8],
        [113.4, 22.5],
      ],
      square,
    )
    const total = cells.reduce((sum, cell) => sum + Math.abs(ringAreaKm2(cell)), 0)
    expect(total / Math.abs(ringAreaKm2(square))).toBeCloseTo(1, 2)
    expect(cells.every((cell) => cell.length >= 3)).toBe(true)
  })

  it('give one seat the whole frame', () => {
    expect(voronoiCells([[113.5, 22.5]], square)).toEqual([square])
  })
})

describe('a simplified line', () => {
  it('loses the steps of a grid and keeps its corners', () => {
    const stairs: Position[] = [[0, 0]]
    for (let step = 0; step < 100; step++) stairs.push([(step + 1) / 1000, step / 1000], [(step + 1) / 1000, (step + 1) / 1000])
    stairs.push([0, 0.1])
    const simple = simplifyRing(stairs, 120)
    expect(simple.length).toBeLessThan(8)
    expect(simple).toContainEqual([0.1, 0.1])
    expect(simple.at(-1)).toEqual(simple[0])
  })

  it('is left alone when there is nothing to leave out', () => {
    expect(simplifyRing(square, 100)).toEqual([...square, square[0]])
  })
})

import { expect, it } from 'vitest'
import { cityGeometry, isInTown, shapeOf } from './geometry.ts'
import { segmentDistance } from './lines.ts'
import type { LngLat } from './project.ts'
import { RIPPLES } from './ripples.ts'

/** Four square towns, two by two; west and east are different zones. */
const square = (code: string, west: number, south: number) => ({
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 0.1, south],
        [west + 0.1, south + 0.1],
        [west, south + 0.1],
        [west, south],
      ],
    ],
  },
})
const boundaries = {
  features: [square('sw', 0, 0), square('se', 0.1, 0), square('nw', 0, 0.1), square('ne', 0.1, 0.1)],
}
const geometry = cityGeometry({ boundaries }, (town) => (town.endsWith('w') ? 'west' : 'east'))

it('finds the edge of a city that gives no outline', () => {
  expect(geometry.outline).toHaveLength(1)
  const ring = geometry.outline[0] as readonly LngLat[]
  expect(ring[0]).toEqual(ring.at(-1))
  const onEdge = (value: number) => Math.abs(value) < 1e-9 || Math.abs(value - 0.2) < 1e-9
  expect(ring.every(([lng, lat]) => onEdge(lng) || onEdge(lat))).toBe(true)
})

it('draws the border between zones and none between towns of one zone', () => {
  expect(geometry.zoneBorders).toHaveLength(1)
  expect(geometry.zoneBorders[0]?.every(([lng]) => Math.abs(lng - 0.1) < 1e-9)).toBe(true)
})

it('draws five ripples outside the coast, each at its own distance', () => {
  const ring = geometry.outline[0] as readonly LngLat[]
  expect(geometry.ripples).toHaveLength(5)
  for (const [index, lines] of geometry.ripples.entries()) {
    expect(lines).toHaveLength(1)
    for (const at of lines[0] as readonly LngLat[]) {
      const away = Math.min(...ring.slice(1).map((to, before) => segmentDistance(at, ring[before] as LngLat, to)))
      expect(away / 0.2).toBeCloseTo(RIPPLES[index] as number, 2)
    }
  }
})

it('leaves out specks the source of an outline has left behind', () => {
  const speck = {
    properties: {},
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [1, 1],
          [1.001, 1],
          [1.001, 1.001],
          [1, 1],
        ],
      ],
    },
  }
  const outline = { features: [square('city', 0, 0), speck] }
  expect(cityGeometry({ boundaries, outline }, () => 'one').outline).toHaveLength(1)
})

it('knows which town a place lies in and which places stand for a zone', () => {
  const town = geometry.towns[0]
  expect(town && isInTown(town, [0.05, 0.05])).toBe(true)
  expect(town && isInTown(town, [0.15, 0.05])).toBe(false)
  expect(shapeOf(geometry, new Set(['ne'])).every(([lng, lat]) => lng >= 0.1 && lat >= 0.1)).toBe(true)
})

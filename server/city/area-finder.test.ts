import type { FeatureCollection } from 'geojson'
import { expect, it } from 'vitest'
import { areaFinder } from './area-finder.ts'
import { toWgs84 } from './wgs84.ts'

const square = (west: number, size: number) => [
  [west, 0],
  [west + size, 0],
  [west + size, size],
  [west, size],
  [west, 0],
]
const hole = [
  [0.4, 0.4],
  [0.6, 0.4],
  [0.6, 0.6],
  [0.4, 0.6],
  [0.4, 0.4],
]
const boundaries: FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { code: 'a' }, geometry: { type: 'Polygon', coordinates: [square(0, 1), hole] } },
    {
      type: 'Feature',
      properties: { code: 'b' },
      geometry: { type: 'MultiPolygon', coordinates: [[square(1, 1)], [square(5, 1)]] },
    },
  ],
}

it('finds the town a car is in, on its islands as well, and none for a place outside or in a hole', () => {
  const find = areaFinder(boundaries)
  expect([find(0.1, 0.1), find(1.5, 0.5), find(5.5, 0.5)]).toEqual(['a', 'b', 'b'])
  expect([find(0.5, 0.5), find(3, 0.5), find(0.5, 2)]).toEqual([undefined, undefined, undefined])
})

it('looks first where the thing was, and believes it only while that is so', () => {
  const find = areaFinder(boundaries)
  expect([find(0.1, 0.1, 'a'), find(1.5, 0.5, 'a'), find(0.1, 0.1, 'gone')]).toEqual(['a', 'b', 'a'])
  expect(areaFinder(undefined)(0.1, 0.1)).toBeUndefined()
})

it('puts a place of a shifted system some hundred metres away from its numbers, and leaves CGCS2000 alone', () => {
  const [lon, lat] = toWgs84('GCJ-02', [113.7518, 23.0205])
  expect(Math.hypot(lon - 113.7518, lat - 23.0205) * 111_320).toBeGreaterThan(300)
  expect(Math.hypot(lon - 113.7518, lat - 23.0205) * 111_320).toBeLessThan(800)
  expect(toWgs84('CGCS2000', [113.7518, 23.0205])).toEqual([113.7518, 23.0205])
})

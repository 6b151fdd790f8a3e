import { expect, it } from 'vitest'
import type { CityGeometry } from './geometry.ts'
import { halftone } from './halftone.ts'

const geometry: CityGeometry = {
  towns: [],
  outline: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ],
  zoneBorders: [],
  neighbours: [],
  ripples: [],
  graticule: [],
}

it('prints larger dots where more is, and none outside the city', () => {
  const dots = halftone(geometry, [{ at: [0.2, 0.2], weight: 5 }], 'sum')
  const radius = (lng: number, lat: number) =>
    Math.max(0, ...dots.filter(({ at }) => Math.hypot(at[0] - lng, at[1] - lat) < 0.03).map((dot) => dot.radiusMetres))
  expect(radius(0.2, 0.2)).toBeGreaterThan(radius(0.3, 0.2))
  expect(radius(0.9, 0.9)).toBe(0)
  expect(dots.every(({ at: [lng, lat] }) => lng >= 0 && lng <= 1 && lat >= 0 && lat <= 1)).toBe(true)
})

it('does not make a place look worse for having more stations, when the figure is a mean', () => {
  const crowd = [0.18, 0.2, 0.22].map((lng) => ({ at: [lng, 0.2] as const, weight: 40 }))
  const dots = halftone(geometry, [...crowd, { at: [0.8, 0.8], weight: 80 }], 'mean')
  const largest = dots.reduce((best, dot) => (dot.radiusMetres > best.radiusMetres ? dot : best))
  expect(Math.hypot(largest.at[0] - 0.8, largest.at[1] - 0.8)).toBeLessThan(0.4)
})

it('prints nothing for a city without figures', () => {
  expect(halftone(geometry, [], 'sum')).toEqual([])
})

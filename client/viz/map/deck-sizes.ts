import type { CityGeometry } from './geometry.ts'

/** Areas that have a figure never lie flatter than this share of the summit, so that each casts its edge. */
const FLOOR_SHARE = 0.07

/** The smallest point that is still seen, as a share of the largest one's radius. */
const SMALLEST_POINT = 0.15

/** Radius of a point in CSS pixels, of which the largest has `largestPx`: its area grows with the figure. */
export function pointRadius(share: number, largestPx: number): number {
  return largestPx * Math.max(SMALLEST_POINT, Math.sqrt(share))
}

/** Height of the highest area, in widths of the city: a relief, not a skyline; nothing behind it is hidden. */
const SUMMIT_SHARE = 0.062
const METRES_PER_DEGREE = 102_000

/** Metres of the highest area. */
export function summitMetres(geometry: CityGeometry): number {
  const lngs = geometry.outline.flat().map(([lng]) => lng)
  if (lngs.length === 0) return 0
  return (Math.max(...lngs) - Math.min(...lngs)) * METRES_PER_DEGREE * SUMMIT_SHARE
}

/** Metres of an area's roof, for a height of 0–1. */
export function roofMetres(height: number, summit: number): number {
  return summit * (FLOOR_SHARE + (1 - FLOOR_SHARE) * height)
}

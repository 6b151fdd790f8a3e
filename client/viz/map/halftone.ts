import type { CityGeometry } from './geometry.ts'
import { isWithin, thinOut } from './lines.ts'
import type { HeatDrawing } from './map-drawing.ts'
import type { LngLat } from './project.ts'

/** A dot of the halftone; its area grows with the field below it. */
export interface HalftoneDot {
  readonly at: LngLat
  readonly radiusMetres: number
}

/** Dots across the city: coarse enough to be seen as dots from the back of the room. */
const ACROSS = 74
/** Reach of one place's influence, in widths of the city. */
const REACH = 0.055
const METRES_PER_DEGREE = 111_320

/**
 * A field as a halftone, the way a plate prints a tone: dots on a fixed lattice inside the city, larger where more is.
 * `sum` adds what lies near (calls, people); `mean` averages it (air, noise), so that many stations do not look like
 * much of what they measure.
 */
export function halftone(geometry: CityGeometry, heat: readonly HeatDrawing[], fold: 'sum' | 'mean'): HalftoneDot[] {
  const places = geometry.outline.flat()
  if (places.length === 0 || heat.length === 0) return []
  const west = Math.min(...places.map(([lng]) => lng))
  const east = Math.max(...places.map(([lng]) => lng))
  const south = Math.min(...places.map(([, lat]) => lat))
  const north = Math.max(...places.map(([, lat]) => lat))
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const step = (east - west) / ACROSS
  const reach = (east - west) * squeeze * REACH
  const coast = geometry.outline.map((ring) => thinOut(ring, step / 4))
  const found: { at: LngLat; value: number }[] = []
  for (let row = 0, lat = south; lat <= north; row++, lat += step * squeeze * 0.866) {
    for (let lng = west + (row % 2) * (step / 2); lng <= east; lng += step) {
      if (isWithin([lng, lat], coast)) found.push({ at: [lng, lat], value: valueAt([lng, lat], heat, squeeze, reach, fold) })
    }
  }
  const values = found.map(({ value }) => value)
  const low = fold === 'mean' ? Math.min(...values) : 0
  const spread = Math.max(...values) - low
  const largest = step * squeeze * METRES_PER_DEGREE * 0.4
  return found.flatMap(({ at, value }) => {
    const share = spread === 0 ? 0 : (value - low) / spread
    const radiusMetres = largest * Math.sqrt(share)
    return radiusMetres > largest * 0.12 ? [{ at, radiusMetres }] : []
  })
}

function valueAt([lng, lat]: LngLat, heat: readonly HeatDrawing[], squeeze: number, reach: number, fold: 'sum' | 'mean'): number {
  let weights = 0
  let sum = 0
  for (const { at, weight } of heat) {
    const dx = (at[0] - lng) * squeeze
    const dy = at[1] - lat
    const near = Math.exp(-(dx * dx + dy * dy) / (2 * reach * reach)) + (fold === 'mean' ? 1e-9 : 0)
    weights += near
    sum += near * weight
  }
  return fold === 'sum' ? sum : sum / weights
}

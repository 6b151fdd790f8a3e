import type { LngLat } from '../map/project.ts'

/** A sheet that comes close still shows this much of the ground each way, in degrees: some two kilometres. */
const LEAST_DEGREES = 0.02

/** The corners of the box round some places, at least `least` degrees wide and high. Throws without a place. Pure. */
export function closeShape(places: readonly LngLat[], least = LEAST_DEGREES): LngLat[] {
  if (places.length === 0) throw new Error('a sheet can only come close to a place')
  const [west, east] = widened(
    places.map(([longitude]) => longitude),
    least,
  )
  const [south, north] = widened(
    places.map(([, latitude]) => latitude),
    least,
  )
  return [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ]
}

function widened(values: readonly number[], degrees: number): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const by = Math.max(0, degrees - (most - least)) / 2
  return [least - by, most + by]
}

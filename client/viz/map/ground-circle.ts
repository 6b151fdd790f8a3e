import type { LngLat } from './project.ts'

/** Length of a degree of latitude, metres. */
const DEGREE_METRES = 111_320
/** Corners of what is drawn for a circle. */
const CORNERS = 64

/** A circle on the ground as a closed line of degrees: so many metres around a place. Pure. */
export function groundCircle([lon, lat]: LngLat, radiusMetres: number): LngLat[] {
  const up = radiusMetres / DEGREE_METRES
  const across = up / Math.cos((lat * Math.PI) / 180)
  return Array.from({ length: CORNERS + 1 }, (_, corner): LngLat => {
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS
    return [lon + across * Math.sin(angle), lat + up * Math.cos(angle)]
  })
}

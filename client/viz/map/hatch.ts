import type { Polygon } from './geometry.ts'
import type { Line } from './lines.ts'
import { mercator, type Pixel, unmercator } from './project.ts'

/**
 * Lines at 45° through polygons, `gap` apart in the Mercator world (1 wide). Hatching made of lines keeps its weight at
 * every zoom and every size of wall; a pattern image would be stretched with the tile it lies in.
 */
export function hatchLines(polygons: readonly Polygon[], gap: number): Line[] {
  const lines: Line[] = []
  for (const polygon of polygons) {
    // Turned by 45°, hatching runs along u and is counted along v.
    const rings = polygon.map((ring) => ring.map(mercator).map(([x, y]): Pixel => [x - y, x + y]))
    const across = rings.flat().map(([, v]) => v)
    const first = Math.ceil(Math.min(...across) / gap)
    const last = Math.floor(Math.max(...across) / gap)
    for (let step = first; step <= last; step++) {
      const v = step * gap
      const crossings = rings
        .flatMap((ring) =>
          ring.slice(1).flatMap(([bu, bv], index) => {
            const [au, av] = ring[index] as Pixel
            return av > v !== bv > v ? [au + ((bu - au) * (v - av)) / (bv - av)] : []
          }),
        )
        .sort((a, b) => a - b)
      for (let index = 0; index + 1 < crossings.length; index += 2) {
        lines.push([crossings[index] as number, crossings[index + 1] as number].map((u) => unmercator([(u + v) / 2, (v - u) / 2])))
      }
    }
  }
  return lines
}

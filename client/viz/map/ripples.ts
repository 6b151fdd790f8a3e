import { joinSegments, type Line, segmentDistance, thinOut } from './lines.ts'
import type { LngLat } from './project.ts'

/** Distances of the five ripples from the coast, in widths of the city: each gap is a little wider than the last. */
export const RIPPLES = [0.0085, 0.019, 0.031, 0.0455, 0.0625] as const

/** Cells across the city in the field the ripples are read from: fine enough to stay round at eight thousand pixels. */
const CELLS = 190

/**
 * Lines at fixed distances outside an outline, as an atlas draws a coast: one list of rings for each of `RIPPLES`.
 * They are read off a field of distances, so they never cross themselves, however ragged the coast is.
 */
export function ripplesOff(outline: readonly Line[]): Line[][] {
  const all = outline.flat()
  if (all.length === 0) return RIPPLES.map(() => [])
  const west = Math.min(...all.map(([lng]) => lng))
  const east = Math.max(...all.map(([lng]) => lng))
  const south = Math.min(...all.map(([, lat]) => lat))
  const north = Math.max(...all.map(([, lat]) => lat))
  // A degree of longitude is shorter than one of latitude: measure in a plane where both are equal.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const width = (east - west) * squeeze
  const coast = outline.map((ring) =>
    thinOut(
      ring.map(([lng, lat]) => [lng * squeeze, lat] as const),
      width / 900,
    ),
  )
  const margin = (RIPPLES[RIPPLES.length - 1] as number) * width * 1.1
  const field = distanceField(
    coast,
    west * squeeze - margin,
    south - margin,
    width + 2 * margin,
    north - south + 2 * margin,
    width / CELLS,
  )
  return RIPPLES.map((share) =>
    contour(field, share * width).map((ring) => rounded(ring).map(([x, y]) => [x / squeeze, y] as const)),
  )
}

interface Field {
  readonly left: number
  readonly bottom: number
  readonly cell: number
  readonly columns: number
  readonly rows: number
  /** Distance outside the coast; negative inside. */
  readonly values: Float64Array
}

/**
 * Each node takes the nearest of its neighbours' nearest segments, swept over the field from all four corners: as good as
 * asking every segment for every node, at a hundredth of the work.
 */
function distanceField(coast: readonly Line[], left: number, bottom: number, width: number, height: number, cell: number): Field {
  const columns = Math.ceil(width / cell) + 1
  const rows = Math.ceil(height / cell) + 1
  const segments = coast.flatMap((ring) => ring.slice(1).map((to, index) => [ring[index] as LngLat, to] as const))
  const values = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY)
  const nearest = new Int32Array(columns * rows).fill(-1)
  const offer = (column: number, row: number, segment: number) => {
    if (segment < 0 || column < 0 || row < 0 || column >= columns || row >= rows) return
    const node = row * columns + column
    if (nearest[node] === segment) return
    const [a, b] = segments[segment] as readonly [LngLat, LngLat]
    const away = segmentDistance([left + column * cell, bottom + row * cell], a, b)
    if (away >= (values[node] as number)) return
    values[node] = away
    nearest[node] = segment
  }
  for (const [index, [a, b]] of segments.entries()) {
    const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / cell) + 1
    for (let step = 0; step <= steps; step++) {
      const column = Math.floor((a[0] + ((b[0] - a[0]) * step) / steps - left) / cell)
      const row = Math.floor((a[1] + ((b[1] - a[1]) * step) / steps - bottom) / cell)
      for (let by = -1; by <= 2; by++) for (let bx = -1; bx <= 2; bx++) offer(column + bx, row + by, index)
    }
  }
  for (const [downward, rightward] of SWEEPS) {
    for (let r = 0; r < rows; r++) {
      const row = downward ? r : rows - 1 - r
      for (let c = 0; c < columns; c++) {
        const column = rightward ? c : columns - 1 - c
        for (const [dx, dy] of NEIGHBOURS) {
          const x = column + dx
          const y = row + dy
          if (x >= 0 && y >= 0 && x < columns && y < rows) offer(column, row, nearest[y * columns + x] as number)
        }
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    const y = bottom + row * cell
    const crossings = segments
      .filter(([a, b]) => a[1] > y !== b[1] > y)
      .map(([a, b]) => ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
    for (let column = 0; column < columns; column++) {
      const x = left + column * cell
      const before = crossings.filter((crossing) => crossing < x).length
      if (before % 2 === 1) values[row * columns + column] = -(values[row * columns + column] as number)
    }
  }
  return { left, bottom, cell, columns, rows, values }
}

const SWEEPS = [
  [true, true],
  [false, false],
  [true, false],
  [false, true],
] as const

const NEIGHBOURS = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const

/** Marching squares: the lines on which the field has the given value. */
function contour({ left, bottom, cell, columns, rows, values }: Field, level: number): Line[] {
  const segments: [LngLat, LngLat][] = []
  const value = (column: number, row: number) => values[row * columns + column] as number
  const cross = (c0: number, r0: number, c1: number, r1: number): LngLat => {
    const a = value(c0, r0)
    const share = (level - a) / (value(c1, r1) - a)
    return [left + (c0 + (c1 - c0) * share) * cell, bottom + (r0 + (r1 - r0) * share) * cell]
  }
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const low = value(column, row) > level
      const lowRight = value(column + 1, row) > level
      const high = value(column, row + 1) > level
      const highRight = value(column + 1, row + 1) > level
      const found: LngLat[] = []
      if (low !== lowRight) found.push(cross(column, row, column + 1, row))
      if (lowRight !== highRight) found.push(cross(column + 1, row, column + 1, row + 1))
      if (high !== highRight) found.push(cross(column, row + 1, column + 1, row + 1))
      if (low !== high) found.push(cross(column, row, column, row + 1))
      for (let index = 0; index + 1 < found.length; index += 2) segments.push([found[index] as LngLat, found[index + 1] as LngLat])
    }
  }
  return joinSegments(segments).filter((line) => line.length > 12)
}

/** Chaikin's corner cutting, once: the facets of the grid disappear. */
function rounded(ring: Line): LngLat[] {
  const cut: LngLat[] = []
  for (let index = 0; index < ring.length - 1; index++) {
    const [ax, ay] = ring[index] as LngLat
    const [bx, by] = ring[index + 1] as LngLat
    cut.push([ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25], [ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75])
  }
  if (cut.length > 0) cut.push(cut[0] as LngLat)
  return cut
}

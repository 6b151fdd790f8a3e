/** [longitude, latitude] in degrees. */
export type Position = readonly [number, number]
/** A closed or open list of positions; these functions treat it as closed. */
export type Ring = readonly Position[]

/** Metres per degree of latitude; a degree of longitude is this times the cosine of the latitude. */
const METRES_PER_DEGREE = 111_320

/** Signed area of a ring in km², positive when it runs counter-clockwise (the exterior direction of RFC 7946). */
export function ringAreaKm2(ring: Ring): number {
  const latitude = ring.reduce((sum, [, lat]) => sum + lat, 0) / Math.max(1, ring.length)
  const xScale = (METRES_PER_DEGREE / 1000) * Math.cos((latitude * Math.PI) / 180)
  const yScale = METRES_PER_DEGREE / 1000
  let twice = 0
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length] as Position
    twice += x1 * xScale * y2 * yScale - x2 * xScale * y1 * yScale
  }
  return twice / 2
}

/**
 * Ramer–Douglas–Peucker on a closed ring: no point removed lies further than `tolerance` metres from what is kept.
 * The ring comes back closed; a ring that would collapse below a triangle comes back whole.
 */
export function simplifyRing(ring: Ring, tolerance: number): Position[] {
  const open = isClosed(ring) ? ring.slice(0, -1) : ring.slice()
  if (open.length < 4) return close(open)
  const start = open[0] as Position
  const far = open.reduce(
    (best, position, index) => (metres(start, position) > metres(start, open[best] as Position) ? index : best),
    0,
  )
  const there = simplifyLine(open.slice(0, far + 1), tolerance)
  const back = simplifyLine([...open.slice(far), start], tolerance)
  const kept = [...there, ...back.slice(1, -1)]
  return close(kept.length < 3 ? open : kept)
}

/** Rounds to `decimals` and drops repeats: 5 decimals are about a metre. */
export function roundRing(ring: Ring, decimals: number): Position[] {
  const factor = 10 ** decimals
  const rounded = ring.map(([x, y]): Position => [Math.round(x * factor) / factor, Math.round(y * factor) / factor])
  return rounded.filter((position, index) => index === 0 || !same(position, rounded[index - 1] as Position))
}

/** Keeps the part of a convex or simple ring that lies nearer to `site` than to `other` (Sutherland–Hodgman). */
export function nearerPart(ring: Ring, site: Position, other: Position): Position[] {
  const middle: Position = [(site[0] + other[0]) / 2, (site[1] + other[1]) / 2]
  const stretch = Math.cos((middle[1] * Math.PI) / 180) ** 2
  const side = ([x, y]: Position): number =>
    (x - middle[0]) * (site[0] - other[0]) * stretch + (y - middle[1]) * (site[1] - other[1])
  const kept: Position[] = []
  for (const [index, from] of ring.entries()) {
    const to = ring[(index + 1) % ring.length] as Position
    const a = side(from)
    const b = side(to)
    if (a >= 0) kept.push(from)
    if ((a > 0 && b < 0) || (a < 0 && b > 0)) {
      const share = a / (a - b)
      kept.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share])
    }
  }
  return kept
}

/** The Voronoi cell of each site inside `frame`, an open convex ring; distances are measured on the ground. */
export function voronoiCells(sites: readonly Position[], frame: Ring): Position[][] {
  return sites.map((site) =>
    sites.reduce((cell, other) => (other === site || cell.length === 0 ? cell : nearerPart(cell, site, other)), frame.slice()),
  )
}

export function isClosed(ring: Ring): boolean {
  const first = ring[0]
  const last = ring.at(-1)
  return first !== undefined && last !== undefined && ring.length > 1 && same(first, last)
}

export function close(ring: Ring): Position[] {
  return isClosed(ring) || ring.length === 0 ? ring.slice() : [...ring, ring[0] as Position]
}

function simplifyLine(line: Ring, tolerance: number): Position[] {
  const first = line[0] as Position
  const last = line.at(-1) as Position
  let worst = 0
  let at = 0
  for (let index = 1; index < line.length - 1; index++) {
    const distance = metresToSegment(line[index] as Position, first, last)
    if (distance > worst) [worst, at] = [distance, index]
  }
  if (worst <= tolerance) return [first, last]
  return [...simplifyLine(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplifyLine(line.slice(at), tolerance)]
}

function metresToSegment(point: Position, from: Position, to: Position): number {
  const scale = Math.cos((point[1] * Math.PI) / 180)
  const dx = (to[0] - from[0]) * scale
  const dy = to[1] - from[1]
  const length2 = dx * dx + dy * dy
  const along = length2 === 0 ? 0 : ((point[0] - from[0]) * scale * dx + (point[1] - from[1]) * dy) / length2
  const t = Math.min(1, Math.max(0, along))
  return metres(point, [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t])
}

function metres(a: Position, b: Position): number {
  const scale = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180)
  return Math.hypot((a[0] - b[0]) * scale, a[1] - b[1]) * METRES_PER_DEGREE
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

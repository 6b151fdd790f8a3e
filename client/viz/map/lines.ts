import type { LngLat } from './project.ts'

/** A run of places; a ring repeats its first place at the end. */
export type Line = readonly LngLat[]

/** Segments joined end to end into the longest runs, so that dashes and corners are drawn as one line. */
export function joinSegments(segments: readonly (readonly [LngLat, LngLat])[]): Line[] {
  const ends = new Map<string, number[]>()
  for (const [index, segment] of segments.entries()) {
    for (const end of segment) {
      const key = spell(end)
      const known = ends.get(key)
      if (known) known.push(index)
      else ends.set(key, [index])
    }
  }
  const used = new Uint8Array(segments.length)
  const grow = (line: LngLat[]) => {
    for (;;) {
      const tip = line[line.length - 1] as LngLat
      const key = spell(tip)
      const next = ends.get(key)?.find((index) => used[index] === 0)
      if (next === undefined) return
      used[next] = 1
      const [a, b] = segments[next] as readonly [LngLat, LngLat]
      line.push(spell(a) === key ? b : a)
    }
  }
  const lines: Line[] = []
  for (const [index, segment] of segments.entries()) {
    if (used[index] === 1) continue
    used[index] = 1
    const line: LngLat[] = [segment[0], segment[1]]
    grow(line)
    line.reverse()
    grow(line)
    lines.push(line)
  }
  return lines
}

/** The spelling by which two ends are the same place: a metre, finer than any boundary is drawn. */
export function spell([lng, lat]: LngLat): string {
  return `${Math.round(lng * 1e5)},${Math.round(lat * 1e5)}`
}

/** Douglas–Peucker: fewer places, none further than `tolerance` (degrees) from where the line was. Ends stay. */
export function thinOut(line: Line, tolerance: number): LngLat[] {
  if (line.length < 3) return [...line]
  const keep = new Uint8Array(line.length)
  keep[0] = 1
  keep[line.length - 1] = 1
  const open: [number, number][] = isRing(line)
    ? [
        [0, line.length >> 1],
        [line.length >> 1, line.length - 1],
      ]
    : [[0, line.length - 1]]
  keep[line.length >> 1] = isRing(line) ? 1 : 0
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let furthest = -1
    let distance = tolerance
    for (let index = from + 1; index < to; index++) {
      const away = segmentDistance(line[index] as LngLat, line[from] as LngLat, line[to] as LngLat)
      if (away > distance) {
        distance = away
        furthest = index
      }
    }
    if (furthest < 0) continue
    keep[furthest] = 1
    open.push([from, furthest], [furthest, to])
  }
  return line.filter((_, index) => keep[index] === 1)
}

function isRing(line: Line): boolean {
  return line.length > 3 && spell(line[0] as LngLat) === spell(line[line.length - 1] as LngLat)
}

/** Distance of a place from a segment, all in one flat measure. */
export function segmentDistance([x, y]: LngLat, [ax, ay]: LngLat, [bx, by]: LngLat): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

/** Area inside a ring in square degrees, whatever its direction. */
export function ringArea(ring: Line): number {
  let sum = 0
  for (let index = 1; index < ring.length; index++) {
    const [ax, ay] = ring[index - 1] as LngLat
    const [bx, by] = ring[index] as LngLat
    sum += ax * by - bx * ay
  }
  return Math.abs(sum) / 2
}

/** Even–odd rule over rings: true when the place lies inside an odd number of them. */
export function isWithin([x, y]: LngLat, rings: readonly Line[]): boolean {
  let isIn = false
  for (const ring of rings) {
    for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
      const [ax, ay] = ring[index] as LngLat
      const [bx, by] = ring[before] as LngLat
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn
    }
  }
  return isIn
}

import { isWithin, joinSegments, type Line, ringArea, segmentDistance, thinOut } from './lines.ts'
import type { LngLat } from './project.ts'
import { ripplesOff } from './ripples.ts'

/** Rings of a polygon, the outer one first. */
export type Polygon = readonly Line[]

export interface TownShape {
  readonly code: string
  readonly polygons: readonly Polygon[]
  /** Where words have the most room inside it. */
  readonly middle: LngLat
}

/** Every line of the map, worked out once when the files of the city have come. Degrees, WGS84. */
export interface CityGeometry {
  readonly towns: readonly TownShape[]
  /** Rings of the city's edge, artefacts dropped. */
  readonly outline: readonly Line[]
  /** Borders between towns of different zones. */
  readonly zoneBorders: readonly Line[]
  readonly neighbours: readonly Polygon[]
  /** Five lists of rings off the coast, nearest first. */
  readonly ripples: readonly (readonly Line[])[]
  readonly graticule: readonly Line[]
}

/** A GeoJSON feature collection as far as the map reads it; the server has checked and converted it to WGS84. */
export interface BoundaryFile {
  readonly features: readonly {
    readonly properties: { readonly code?: unknown } | null
    readonly geometry: { readonly type: string; readonly coordinates?: unknown } | null
  }[]
}

export interface GeometryFiles {
  readonly boundaries?: BoundaryFile | undefined
  readonly outline?: BoundaryFile | undefined
  readonly neighbours?: BoundaryFile | undefined
}

/** Parts of the outline smaller than this share of the whole are artefacts of its source's grid. */
const ARTEFACT_SHARE = 0.001

/** Degrees between two lines of the graticule. */
const GRATICULE_DEGREES = 0.1

/**
 * Works out the map of a city from its boundary files. `zoneOf` names the zone of a town. Where a city gives no outline,
 * its edge is what its towns do not share. Pure; some tens of milliseconds, once for a page.
 */
export function cityGeometry(files: GeometryFiles, zoneOf: (town: string) => string | undefined): CityGeometry {
  const towns = (files.boundaries?.features ?? []).flatMap((feature): TownShape[] => {
    const code = feature.properties?.code
    const polygons = polygonsOf(feature)
    return typeof code === 'string' && polygons.length > 0 ? [{ code, polygons, middle: middleOf(polygons) }] : []
  })
  const given = (files.outline?.features ?? []).flatMap(polygonsOf).flatMap((polygon) => polygon.slice(0, 1))
  const edges = sharedEdges(towns, zoneOf)
  const rings = given.length > 0 ? given : joinSegments(edges.outer)
  const largest = Math.max(...rings.map(ringArea), 0)
  const outline = rings.filter((ring) => ringArea(ring) >= largest * ARTEFACT_SHARE)
  return {
    towns,
    outline,
    zoneBorders: joinSegments(edges.betweenZones),
    neighbours: (files.neighbours?.features ?? []).flatMap(polygonsOf),
    ripples: ripplesOff(outline),
    graticule: graticule(outline.flat()),
  }
}

function polygonsOf({ geometry }: BoundaryFile['features'][number]): Polygon[] {
  if (geometry?.type === 'Polygon') return [geometry.coordinates as Polygon]
  if (geometry?.type === 'MultiPolygon') return [...(geometry.coordinates as Polygon[])]
  return []
}

interface Edges {
  /** Edges of one town only: the city's edge. */
  readonly outer: [LngLat, LngLat][]
  readonly betweenZones: [LngLat, LngLat][]
}

/** Two edges closer than this (degrees, about 20 m) are one border: files are rounded, and corners meet edges midway. */
const SAME_BORDER = 0.0002
/** Edges are judged in pieces no longer than this, since one edge may border several towns. */
const PIECE = 0.004

function sharedEdges(towns: readonly TownShape[], zoneOf: (town: string) => string | undefined): Edges {
  const shapes = towns.map(({ code, polygons }) => {
    const rings = polygons.flat()
    return { code, zone: zoneOf(code), rings, box: boxOf(rings.flat()) }
  })
  const outer: [LngLat, LngLat][] = []
  const betweenZones: [LngLat, LngLat][] = []
  for (const shape of shapes) {
    const near = shapes.filter((other) => other !== shape && touches(shape.box, other.box))
    for (const piece of shape.rings.flatMap(pieces)) {
      const middle: LngLat = [(piece[0][0] + piece[1][0]) / 2, (piece[0][1] + piece[1][1]) / 2]
      const beside = near.find(({ box, rings }) => isInBox(middle, box) && rings.some((ring) => isOnLine(middle, ring)))
      if (!beside) outer.push(piece)
      else if (beside.zone !== shape.zone && shape.code < beside.code) betweenZones.push(piece)
    }
  }
  return { outer, betweenZones }
}

function pieces(ring: Line): [LngLat, LngLat][] {
  return ring.slice(1).flatMap((to, index) => {
    const from = ring[index] as LngLat
    const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / PIECE))
    const at = (step: number): LngLat =>
      step === count ? to : [from[0] + ((to[0] - from[0]) * step) / count, from[1] + ((to[1] - from[1]) * step) / count]
    return Array.from({ length: count }, (_, step): [LngLat, LngLat] => [at(step), at(step + 1)])
  })
}

function isOnLine(at: LngLat, line: Line): boolean {
  for (let index = 1; index < line.length; index++) {
    const a = line[index - 1] as LngLat
    const b = line[index] as LngLat
    if (Math.min(a[1], b[1]) > at[1] + SAME_BORDER || Math.max(a[1], b[1]) < at[1] - SAME_BORDER) continue
    if (segmentDistance(at, a, b) < SAME_BORDER) return true
  }
  return false
}

type Box = readonly [west: number, south: number, east: number, north: number]

function boxOf(places: readonly LngLat[]): Box {
  const lngs = places.map(([lng]) => lng)
  const lats = places.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

function touches(a: Box, b: Box): boolean {
  const gap = SAME_BORDER
  return a[0] <= b[2] + gap && b[0] <= a[2] + gap && a[1] <= b[3] + gap && b[1] <= a[3] + gap
}

function isInBox([lng, lat]: LngLat, [west, south, east, north]: Box): boolean {
  return lng >= west - SAME_BORDER && lng <= east + SAME_BORDER && lat >= south - SAME_BORDER && lat <= north + SAME_BORDER
}

/** The edge around a set of towns: what they do not share with each other. */
export function edgeAround(geometry: CityGeometry, towns: ReadonlySet<string>): Line[] {
  return joinSegments(
    sharedEdges(
      geometry.towns.filter(({ code }) => towns.has(code)),
      () => undefined,
    ).outer,
  )
}

/** Places that stand for a set of towns when a camera is sought: few, and none far from the true edge. */
export function shapeOf(geometry: CityGeometry, towns: ReadonlySet<string> | undefined): LngLat[] {
  const rings = towns
    ? geometry.towns.filter(({ code }) => towns.has(code)).flatMap(({ polygons }) => polygons.map((polygon) => polygon[0] as Line))
    : geometry.outline
  const places = rings.flatMap((ring) => thinOut(ring, 0.002))
  return places.length > 0 ? places : thinOut(geometry.outline.flat(), 0.002)
}

/** True when a place lies in the town. */
export function isInTown(town: TownShape, at: LngLat): boolean {
  return town.polygons.some((polygon) => isWithin(at, polygon))
}

/** Cells along the longer side of the box in which a town's middle is looked for. */
const MIDDLE_CELLS = 22

/** The place furthest from all edges of a town's largest part: where words have the most room. */
function middleOf(polygons: readonly Polygon[]): LngLat {
  const polygon = [...polygons].sort((a, b) => ringArea(b[0] as Line) - ringArea(a[0] as Line))[0] as Polygon
  const rings = polygon.map((ring) => thinOut(ring, 0.002))
  const [west, south, east, north] = boxOf(rings.flat())
  const cell = Math.max(east - west, north - south) / MIDDLE_CELLS
  let best: LngLat = [(west + east) / 2, (south + north) / 2]
  let room = 0
  for (let lng = west + cell / 2; lng < east; lng += cell) {
    for (let lat = south + cell / 2; lat < north; lat += cell) {
      if (!isWithin([lng, lat], rings)) continue
      const away = Math.min(
        ...rings.flatMap((ring) => ring.slice(1).map((to, index) => segmentDistance([lng, lat], ring[index] as LngLat, to))),
      )
      if (away > room) {
        room = away
        best = [lng, lat]
      }
    }
  }
  return best
}

function graticule(places: readonly LngLat[]): Line[] {
  if (places.length === 0) return []
  const step = GRATICULE_DEGREES
  const bound = (values: readonly number[]) => [
    Math.floor(Math.min(...values) / step - 6) * step,
    Math.ceil(Math.max(...values) / step + 6) * step,
  ]
  const [west = 0, east = 0] = bound(places.map(([lng]) => lng))
  const [south = 0, north = 0] = bound(places.map(([, lat]) => lat))
  const lines: Line[] = []
  for (let lng = west; lng <= east + step / 2; lng += step)
    lines.push([
      [lng, south],
      [lng, north],
    ])
  for (let lat = south; lat <= north + step / 2; lat += step)
    lines.push([
      [west, lat],
      [east, lat],
    ])
  return lines
}

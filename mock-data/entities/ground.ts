import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { keyOf, uniform } from '../noise.ts'

/** [longitude, latitude], degrees, WGS84. */
export type LngLat = readonly [number, number]

/** A town as things stand and move in it. */
export interface Town {
  readonly area: Area
  readonly seat: LngLat
  /** A place in it, the same for the same key and number. */
  somewhere(key: number, n: number): LngLat
}

/** Boundaries as the server gives them: GeoJSON whose features carry `code`. */
export interface Boundaries {
  readonly features: readonly {
    readonly properties: { readonly code?: unknown } | null
    readonly geometry: { readonly type: string; readonly coordinates: unknown }
  }[]
}

/** Half the width of a town without a boundary, degrees. */
const ROUND_SEAT = 0.02

/** The places tried before a town's seat is taken. */
const TRIES = 24

/** Towns that have a seat, with their boundaries where there are any. */
export function townsOf({ areas }: Pick<Catalogue, 'areas'>, boundaries: Boundaries | undefined, seed: number): readonly Town[] {
  const shapes = new Map((boundaries?.features ?? []).map((feature) => [feature.properties?.code, ringsOf(feature.geometry)]))
  return areas
    .filter((area) => area.level === 'town' && area.seat !== undefined && area.overlaps !== true)
    .map((area) => {
      const seat = area.seat as LngLat
      const rings = shapes.get(area.code)
      const own = keyOf(seed, 'ground', area.code)
      return { area, seat, somewhere: (key, n) => somewhere(rings, seat, own ^ key, n) }
    })
}

function somewhere(rings: readonly (readonly LngLat[])[] | undefined, seat: LngLat, key: number, n: number): LngLat {
  const [west, south, east, north] = rings ? boxOf(rings.flat()) : boxAround(seat)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const draw = n * TRIES + attempt
    const at: LngLat = [west + (east - west) * uniform(key, 2 * draw), south + (north - south) * uniform(key, 2 * draw + 1)]
    if (!rings || isWithin(at, rings)) return at
  }
  return seat
}

function ringsOf({ type, coordinates }: Boundaries['features'][number]['geometry']): readonly (readonly LngLat[])[] {
  if (type === 'Polygon') return coordinates as LngLat[][]
  return type === 'MultiPolygon' ? (coordinates as LngLat[][][]).flat() : []
}

function boxOf(places: readonly LngLat[]): readonly [number, number, number, number] {
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

function boxAround([lon, lat]: LngLat): readonly [number, number, number, number] {
  return [lon - ROUND_SEAT, lat - ROUND_SEAT, lon + ROUND_SEAT, lat + ROUND_SEAT]
}

function isWithin([x, y]: LngLat, rings: readonly (readonly LngLat[])[]): boolean {
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

const METRES_PER_DEGREE = 111_320

/** Metres between two places of one city. */
export function metresBetween([ax, ay]: LngLat, [bx, by]: LngLat): number {
  const stretch = Math.cos((((ay + by) / 2) * Math.PI) / 180)
  return Math.hypot((bx - ax) * stretch, by - ay) * METRES_PER_DEGREE
}

import type { Feature, FeatureCollection } from 'geojson'
import { intersection } from 'polyclip-ts'
import type { CapArea } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'

/** [longitude, latitude]. */
type Position = [number, number]
type Polygon = Position[][]
type MultiPolygon = Polygon[]

/** Sides of the polygon that stands for a circle: its area is right within a percent. */
const CIRCLE_SIDES = 48

/** Kilometres of one degree of latitude. */
const DEGREE_KM = 111.32

/**
 * Two shapes touch when they share at least this part of the smaller one: neighbours share their border, and lines drawn by
 * different hands cross a little, which is no reason to warn a town.
 */
const SHARED = 0.02

interface Shape {
  readonly code: string
  readonly geometry: MultiPolygon
  readonly size: number
  readonly box: Box
}

type Box = readonly [west: number, south: number, east: number, north: number]

/** The shapes of the city’s areas, to find those a warning is for, and to say where one of ours holds. */
export class AreaShapes {
  readonly #shapes: readonly Shape[]
  readonly #tree: AreaTree

  /** Features bear the code of their area; those of no area are passed over. Coordinates are WGS84. */
  constructor(collections: readonly FeatureCollection[], tree: AreaTree) {
    this.#tree = tree
    this.#shapes = collections.flatMap(({ features }) => features.flatMap((feature) => shapeOf(feature, tree) ?? []))
  }

  /** Codes of the areas with the smallest shapes there are that a polygon or circle touches. */
  touched({ polygon, circle }: Pick<CapArea, 'polygon' | 'circle'>): readonly string[] {
    const drawn = [
      ...polygon.map((ring) => ring.map(([lat, lon]): Position => [lon, lat])),
      ...circle.map(({ centre, radiusKm }) => circleRing(centre, Math.max(radiusKm, 0.01))),
    ].map((ring): MultiPolygon => [[ring]])
    const leaves = this.#shapes.filter(
      ({ code }) => !this.#shapes.some((other) => other.code !== code && this.#isIn(other.code, code)),
    )
    return leaves.filter((shape) => drawn.some((each) => touch(shape, each))).map(({ code }) => code)
  }

  /** The outer lines of an area as CAP writes them; none where no shape is known. */
  rings(code: string): readonly [number, number][][] {
    const shape = this.#shapes.find((each) => each.code === code)
    return (shape?.geometry ?? []).flatMap(([outer]) =>
      outer ? [closed(outer).map(([lon, lat]): [number, number] => [rounded(lat), rounded(lon)])] : [],
    )
  }

  #isIn(inner: string, outer: string): boolean {
    return this.#tree.path(inner).some(({ code }) => code === outer)
  }
}

function shapeOf({ properties, geometry }: Feature, tree: AreaTree): Shape | undefined {
  const code = (properties as { code?: unknown } | null)?.code
  if (typeof code !== 'string' || !tree.byCode.has(code)) return undefined
  const polygons =
    geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : undefined
  if (!polygons) return undefined
  const shape = polygons as unknown as MultiPolygon
  return { code, geometry: shape, size: sizeOf(shape), box: boxOf(shape) }
}

function touch(shape: Shape, drawn: MultiPolygon): boolean {
  const box = boxOf(drawn)
  if (box[0] > shape.box[2] || box[2] < shape.box[0] || box[1] > shape.box[3] || box[3] < shape.box[1]) return false
  const shared = sizeOf(intersection(shape.geometry, drawn))
  return shared > 0 && shared >= SHARED * Math.min(shape.size, sizeOf(drawn))
}

function circleRing([lat, lon]: readonly [number, number], radiusKm: number): Position[] {
  const high = radiusKm / DEGREE_KM
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const ring = Array.from({ length: CIRCLE_SIDES }, (_, side): Position => {
    const angle = (2 * Math.PI * side) / CIRCLE_SIDES
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)]
  })
  return closed(ring)
}

/** Area in square degrees; good for comparing shapes that lie in one city. */
function sizeOf(shape: MultiPolygon): number {
  return shape.reduce((sum, polygon) => sum + polygonSize(polygon), 0)
}

function polygonSize([outer = [], ...holes]: Polygon): number {
  return Math.abs(ringSize(outer)) - holes.reduce((sum, hole) => sum + Math.abs(ringSize(hole)), 0)
}

function ringSize(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] as Position
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

function boxOf(shape: MultiPolygon): Box {
  const all = shape.flat(2)
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

function closed(ring: readonly Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)]
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : [...ring]
}

/** Five decimals are about a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

import type { FeatureCollection, Position as GeoPosition } from 'geojson'

/** Finds the area a place lies in. `near` is tried first: what moves is mostly where it was. Undefined outside all of them. */
export type FindArea = (lon: number, lat: number, near?: string) => string | undefined

interface Shape {
  readonly code: string
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly rings: readonly (readonly GeoPosition[])[]
}

/** Finds areas by the boundaries of a city: GeoJSON in WGS84 whose features carry `code`. */
export function areaFinder(boundaries: FeatureCollection | undefined): FindArea {
  const shapes = (boundaries?.features ?? []).flatMap((feature) => shapeOf(feature) ?? [])
  const byCode = new Map(shapes.map((shape) => [shape.code, shape]))
  return (lon, lat, near) => {
    const first = near === undefined ? undefined : byCode.get(near)
    if (first && holds(first, lon, lat)) return first.code
    return shapes.find((shape) => shape !== first && holds(shape, lon, lat))?.code
  }
}

function shapeOf({ properties, geometry }: FeatureCollection['features'][number]): Shape | undefined {
  const code: unknown = properties?.code
  if (typeof code !== 'string') return undefined
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return undefined
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  const all = rings.flat()
  const lons = all.map(([lon]) => lon as number)
  const lats = all.map(([, lat]) => lat as number)
  return { code, west: Math.min(...lons), south: Math.min(...lats), east: Math.max(...lons), north: Math.max(...lats), rings }
}

/** Even–odd rule over all rings, so that holes and islands count as they should. */
function holds({ west, south, east, north, rings }: Shape, lon: number, lat: number): boolean {
  if (lon < west || lon > east || lat < south || lat > north) return false
  let isIn = false
  for (const ring of rings) {
    let before = ring.at(-1) as GeoPosition
    for (const at of ring) {
      const [ax, ay] = at as [number, number]
      const [bx, by] = before as [number, number]
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) isIn = !isIn
      before = at
    }
  }
  return isIn
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import gcoord from 'gcoord'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { type Geom, intersection } from 'polyclip-ts'
import { Compile } from 'typebox/compile'
import { type Area, AreasFileSchema } from '#contract/area.ts'
import { cityFolder } from './city-folder.ts'
import { type GeoRecipe, GeoRecipeSchema } from './geo-recipe.ts'
import { close, type Position, type Ring, ringAreaKm2, roundRing, simplifyRing, voronoiCells } from './ring.ts'

const recipeCheck = Compile(GeoRecipeSchema)
const areasCheck = Compile(AreasFileSchema)
const require = createRequire(import.meta.url)

type Polygons = readonly (readonly Ring[])[]
interface Feature {
  readonly properties: Record<string, unknown>
  readonly polygons: Polygons
}

/**
 * Derives geo/boundaries.geojson (one schematic cell per town: the part of the city nearer to its seat than to any
 * other's), geo/outline.geojson and geo/neighbours.geojson of a city folder, all in WGS84.
 * Areas without a seat and overlapping functional areas get no cell: their land lies in other towns already.
 */
export async function deriveGeo(folder: string): Promise<void> {
  const recipe = recipeCheck.Parse(JSON.parse(await readFile(join(folder, 'geo/derive.json'), 'utf8')))
  const { areas } = areasCheck.Parse(JSON.parse(await readFile(join(folder, 'areas.json'), 'utf8')))
  const root = areas.find((area) => area.parent === undefined)
  if (!root) throw new Error(`${join(folder, 'areas.json')}: no area without a parent; add the city itself`)
  const outline = await readPolygons(recipe.package, recipe.outline, recipe)
  const [west, south, east, north] = recipe.frame
  const frame: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  const towns = areas.filter(hasCell)
  const cells = voronoiCells(
    towns.map((area) => area.seat as Position),
    frame,
  )
  await mkdir(join(folder, 'geo'), { recursive: true })
  await writeFeatures(
    join(folder, 'geo/boundaries.geojson'),
    towns.map((area, index) => ({
      properties: { code: area.code },
      polygons: largeParts(clip(outline, [[close(cells[index] as Ring)]]), recipe.smallestPartKm2 / 20),
    })),
  )
  await writeFeatures(join(folder, 'geo/outline.geojson'), [{ properties: { code: root.code }, polygons: outline }])
  const neighbours = await Promise.all(
    recipe.neighbours.map(async ({ names, file }) => ({
      properties: { names },
      polygons: largeParts(clip(await readPolygons(recipe.package, file, recipe), [[close(frame)]]), recipe.smallestPartKm2),
    })),
  )
  await writeFeatures(join(folder, 'geo/neighbours.geojson'), neighbours)
}

/** A functional area that is neither a town nor overlaps (a high-tech zone) lies inside its hosts' cells. */
function hasCell(area: Area): boolean {
  return area.level === 'town' && area.kind !== 'functional-area' && area.overlaps !== true && area.seat !== undefined
}

async function readPolygons(packageName: string, file: string, recipe: GeoRecipe): Promise<Polygons> {
  const path = join(require.resolve(`${packageName}/package.json`), '..', file)
  const collection = JSON.parse(await readFile(path, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>
  const polygons = collection.features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  const converted = polygons.map((rings) =>
    rings.map((ring) =>
      simplifyRing(
        ring.map(([x, y]) => gcoord.transform([x as number, y as number], gcoord.GCJ02, gcoord.WGS84) as unknown as Position),
        recipe.toleranceMetres,
      ),
    ),
  )
  return largeParts(converted, recipe.smallestPartKm2)
}

function largeParts(polygons: Polygons, smallestKm2: number): Polygons {
  return polygons
    .map((rings) => rings.filter((ring, index) => Math.abs(ringAreaKm2(ring)) >= (index === 0 ? 0 : smallestKm2)))
    .filter(([exterior]) => exterior !== undefined && Math.abs(ringAreaKm2(exterior)) >= smallestKm2)
}

function clip(polygons: Polygons, by: Polygons): Polygons {
  return intersection(polygons as unknown as Geom, by as unknown as Geom) as unknown as Polygons
}

/** Five decimals are a metre; the source itself is no better than a hundred. */
const DECIMALS = 5

async function writeFeatures(path: string, features: readonly Feature[]): Promise<void> {
  const lines = features.map(({ properties, polygons }) => {
    const rings = polygons.map((polygon) => polygon.map((ring, index) => rightHanded(roundRing(ring, DECIMALS), index === 0)))
    const geometry = rings.length === 1 ? { type: 'Polygon', coordinates: rings[0] } : { type: 'MultiPolygon', coordinates: rings }
    return JSON.stringify({ type: 'Feature', properties, geometry })
  })
  await writeFile(path, `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`)
}

/** RFC 7946: exteriors run counter-clockwise, holes clockwise. */
function rightHanded(ring: Ring, isExterior: boolean): Ring {
  return ringAreaKm2(ring) > 0 === isExterior ? ring : ring.slice().reverse()
}

if (import.meta.main) {
  const folder = cityFolder(process.argv[2] ?? process.env.CITY)
  await deriveGeo(folder)
  process.stdout.write(`Derived boundaries, outline and neighbours in ${join(folder, 'geo')}\n`)
}

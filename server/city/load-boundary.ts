import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import gcoord from 'gcoord'
import type { FeatureCollection } from 'geojson'
import type { Static } from 'typebox'
import type { BoundaryFileSchema } from '#contract/city.ts'
import { CityFault } from './finding.ts'
import { SHIFTED } from './wgs84.ts'

/** A boundary file of city.json: its GeoJSON, the coordinates it is in, and whether it is schematic. */
export type BoundaryFile = Static<typeof BoundaryFileSchema>

/**
 * Reads a boundary file of a city as it is served: GeoJSON in WGS84, whatever system the deployment's file is in.
 * Throws CityFault when the file cannot be read or is not a FeatureCollection.
 */
export async function loadBoundary(folder: string, boundary: BoundaryFile): Promise<FeatureCollection> {
  const refuse = (sentence: string): never => {
    throw new CityFault(folder, [{ file: boundary.file, place: '', sentence }])
  }
  const text = await readFile(join(folder, boundary.file), 'utf8').catch((error: NodeJS.ErrnoException) =>
    refuse(`cannot be read (${error.code}).`),
  )
  let collection: FeatureCollection
  try {
    collection = JSON.parse(text.replace(/^\uFEFF/, '')) as FeatureCollection
  } catch (error) {
    return refuse(`is not JSON (${(error as Error).message}).`)
  }
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features))
    refuse('is not a GeoJSON FeatureCollection; export it as one.')
  const from = SHIFTED[boundary.coordinates]
  if (from !== undefined) gcoord.transform(collection as never, from, gcoord.WGS84)
  return collection
}

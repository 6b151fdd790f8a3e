import { createHash } from 'node:crypto'
import type { Catalogue } from '#contract/catalogue.ts'
import type { OpenList } from '#contract/open.ts'
import { cityFolder } from './city-folder.ts'
import { crossCheck } from './cross-check.ts'
import { CityFault } from './finding.ts'
import { type CityFiles, readCity } from './read-city.ts'

/** A city ready to be served: where its files are and what they say. */
export interface LoadedCity {
  readonly folder: string
  readonly catalogue: Catalogue
  /** What the city publishes; absent when it publishes nothing. */
  readonly open: OpenList | undefined
}

/**
 * Loads a city by its name under dashboards/ or by the path of its folder; left out, the only city of dashboards/.
 * Everything is read, validated and compared. Throws CityFault, whose message lists every finding with file, entry,
 * field and remedy. `catalogue.hub` says `none`; who starts the hub sets it.
 */
export async function loadCity(nameOrPath?: string): Promise<LoadedCity> {
  const folder = cityFolder(nameOrPath)
  const read = await readCity(folder)
  if ('findings' in read) throw new CityFault(nameOrPath ?? folder, read.findings)
  const findings = crossCheck(read.files)
  if (findings.length > 0) throw new CityFault(nameOrPath ?? folder, findings)
  return { folder, catalogue: toCatalogue(read.files), open: read.files.open?.entry }
}

/** The catalogue of a checked city. Its version is a hash of what it says: the same folder, the same version. */
export function toCatalogue(files: CityFiles): Catalogue {
  const said = {
    city: files.city.entry,
    areas: files.areas.map(({ entry }) => entry),
    metrics: files.metrics.map(({ entry }) => entry),
    scenes: files.scenes.map(({ entry }) => entry),
    ...(files.entityKinds.length > 0 && { entityKinds: files.entityKinds.map(({ entry }) => entry) }),
  }
  return { version: createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16), hub: 'none', ...said }
}

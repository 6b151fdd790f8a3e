import type { MapSettings } from '#contract/city.ts'
import { type BoundaryFile, type CityGeometry, cityGeometry } from './geometry.ts'

const loaded = new Map<string, Promise<CityGeometry>>()

/**
 * The lines of the city, read and worked out once for a page. `zoneOf` names the zone of a town. Rejects when a file
 * cannot be had; the next call then tries again.
 */
export function loadGeometry(
  settings: Pick<MapSettings, 'boundaries' | 'outline' | 'neighbours'>,
  version: string,
  zoneOf: (town: string) => string | undefined,
): Promise<CityGeometry> {
  const known = loaded.get(version)
  if (known) return known
  const reading = Promise.all(
    [settings.boundaries, settings.outline, settings.neighbours].map((file) => readFile(file?.file, version)),
  ).then(([boundaries, outline, neighbours]) => cityGeometry({ boundaries, outline, neighbours }, zoneOf))
  loaded.set(version, reading)
  reading.catch(() => loaded.delete(version))
  return reading
}

async function readFile(file: string | undefined, version: string): Promise<BoundaryFile | undefined> {
  if (file === undefined) return undefined
  const answer = await fetch(`/api/city/files/${file.includes('/') ? file : `geo/${file}`}?v=${encodeURIComponent(version)}`)
  if (!answer.ok) throw new Error(`boundary file ${file}: the server answered ${answer.status}`)
  return (await answer.json()) as BoundaryFile
}

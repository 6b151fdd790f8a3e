import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CityFault } from './finding.ts'

/** dashboards/ of this product: each folder in it with a city.json is a city. */
export const DASHBOARDS = join(fileURLToPath(new URL('../..', import.meta.url)), 'dashboards')

/** The folder of dashboards/ that holds the JSON Schemas and is no city. */
const SCHEMAS = 'schemas'

/** Names of the city folders in dashboards/, in alphabetical order. */
export function cityNames(): string[] {
  return readdirSync(DASHBOARDS)
    .filter((name) => name !== SCHEMAS && existsSync(join(DASHBOARDS, name, 'city.json')))
    .sort()
}

/** Names the city that is shown where CITY names none, as `{"city": NAME}`. */
const DEFAULT_FILE = join(DASHBOARDS, 'default.json')

/**
 * The folder CITY means: a name under dashboards/ or the path of any city folder. Left out or empty, the city that
 * dashboards/default.json names. Throws CityFault naming the cities there are.
 */
export function cityFolder(nameOrPath: string | undefined): string {
  const known = cityNames()
  if (!nameOrPath) {
    const preferred = existsSync(DEFAULT_FILE)
      ? (JSON.parse(readFileSync(DEFAULT_FILE, 'utf8')) as { city: string }).city
      : known[0]
    if (preferred !== undefined && known.includes(preferred)) return join(DASHBOARDS, preferred)
    throw new CityFault('', [
      {
        file: 'dashboards',
        place: '',
        sentence: `CITY must name one of ${known.join(', ') || '(none)'}, or the path of a city folder.`,
      },
    ])
  }
  const candidates = isAbsolute(nameOrPath) ? [nameOrPath] : [join(DASHBOARDS, nameOrPath), resolve(nameOrPath)]
  const found = candidates.find((folder) => existsSync(join(folder, 'city.json')))
  if (found) return found
  throw new CityFault(nameOrPath, [
    {
      file: 'city.json',
      place: '',
      sentence: `CITY is "${nameOrPath}", but there is no city.json in ${candidates.join(' or ')}; name one of ${known.join(', ')} or the path of a city folder.`,
    },
  ])
}

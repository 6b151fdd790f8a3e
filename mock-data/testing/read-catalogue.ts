import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { City } from '#contract/city.ts'
import type { Metric } from '#contract/metric.ts'
import { readFacts } from '../facts.ts'
import type { Overlay } from '../overlay.ts'
import { readProfiles } from '../profile.ts'
import { type Simulator, simulateCity } from '../simulator.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The city the product comes with, and the smallest one there is; the simulator knows neither. */
export const LARGE_CITY = join(ROOT, 'dashboards', 'dongguan')
export const TINY_CITY = join(ROOT, 'server', 'city', 'testing', 'tiny-city')

/** The catalogue of a city folder without its scenes, as the server would serve it. */
export function readCatalogue(folder: string): Catalogue {
  const read = <Value>(file: string): Value => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Value
  const files = (name: string): string[] =>
    existsSync(join(folder, name)) ? globSync(`${name}/*.json`, { cwd: folder }).sort() : []
  return {
    version: 'test',
    hub: 'simulated',
    city: read<City>('city.json'),
    areas: ['areas.json', ...files('areas')].flatMap((file) => read<{ areas: Area[] }>(file).areas),
    metrics: files('metrics').flatMap((file) => read<{ metrics: Metric[] }>(file).metrics),
    scenes: [],
  }
}

/** The simulated city of a folder; of all its domains, or of some where a test needs no more. */
export function simulate(folder: string, seed = 1, domains?: readonly string[], overlay?: Overlay): Simulator {
  const catalogue = readCatalogue(folder)
  const metrics = catalogue.metrics.filter(({ domain }) => domains === undefined || domains.includes(domain))
  return simulateCity({
    catalogue: { ...catalogue, metrics },
    facts: readFacts(),
    profiles: readProfiles(),
    seed,
    ...(overlay && { overlay }),
  })
}

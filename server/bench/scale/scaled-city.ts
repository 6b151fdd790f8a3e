import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Area } from '#contract/area.ts'
import type { Metric } from '#contract/metric.ts'
import { benchMetrics } from '../bench-city.ts'

/** Towns share a zone by at most so many, as in a real city. */
const TOWNS_OF_ZONE = 6

/** The root of every scaled city. */
export const CITY_AREA = 'city'

/** How large a city is. */
export interface CitySize {
  readonly towns: number
  readonly metrics: number
}

export function townCode(town: number): string {
  return `town-${town}`
}

/** A city, its zones and its towns. */
export function scaledAreas(towns: number): readonly Area[] {
  const zones = Math.ceil(towns / TOWNS_OF_ZONE)
  const named = (code: string) => ({ code, names: { zh: code, en: code } })
  return [
    { ...named(CITY_AREA), level: 'city' },
    ...Array.from({ length: zones }, (_, zone): Area => ({ ...named(`zone-${zone}`), level: 'zone', parent: CITY_AREA })),
    ...Array.from(
      { length: towns },
      (_, town): Area => ({
        ...named(townCode(town)),
        ...{ level: 'town', parent: `zone-${Math.floor(town / TOWNS_OF_ZONE)}` },
      }),
    ),
  ]
}

/** Writes a city folder of a size, for a server to be started on: areas and metrics, no scene, no rule, no plan. */
export async function writeScaledCity(folder: string, { towns, metrics }: CitySize): Promise<void> {
  const city = {
    ...{ id: 'scaled', names: { zh: '量测市', en: 'Scaled' }, area: CITY_AREA, timeZone: 'Asia/Shanghai', map: {}, walls: [WALL] },
    chapters: [{ id: 'all', names: { zh: '全部', en: 'All' } }],
    domains: DOMAINS.map((id) => ({ id, names: { zh: id, en: id }, chapter: 'all' })),
    departments: [{ id: 'bureau', names: { zh: '局', en: 'Bureau' }, short: { zh: '局', en: 'Bureau' } }],
    home: 'none',
  }
  await mkdir(join(folder, 'metrics'), { recursive: true })
  const write = (file: string, said: object) => writeFile(join(folder, file), JSON.stringify(said))
  await write('city.json', city)
  await write('areas.json', { areas: scaledAreas(towns) })
  await write('metrics/all.json', { metrics: scaledMetrics(metrics) })
}

function scaledMetrics(count: number): readonly Metric[] {
  return benchMetrics(count).map((metric) => ({ ...metric, department: 'bureau' }))
}

const WALL = { id: 'hall', names: { zh: '大厅', en: 'Hall' }, width: 1920, height: 1080, widthMetres: 4, distanceMetres: 8 }

const DOMAINS = [...new Set(benchMetrics().map(({ domain }) => domain))]

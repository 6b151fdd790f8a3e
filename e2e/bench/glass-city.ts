import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ObservationRow } from '#contract/observation.ts'
import { repositoryRoot } from '../repository.ts'

/** Towns of the city; each reports every metric. */
export const TOWNS = 40
/** Metrics beside each other in one panel. */
const IN_PANEL = 10

const names = (text: string) => ({ zh: text, en: text })
const town = (index: number) => `glass-t${index}`
const metric = (index: number) => `glass.m${index}`

/** The scene that shows so many series, each as one cell of a matrix. */
export function sceneOf(series: number): string {
  return `series-${series}`
}

/** The series on the scene of so many: metric and town, in the order they are reported. */
export function seriesOf(series: number): readonly { readonly metric: string; readonly area: string; readonly step: 'PT10S' }[] {
  return Array.from({ length: series }, (_, index) => ({
    ...{ metric: metric(Math.floor(index / TOWNS)), area: town(index % TOWNS), step: 'PT10S' as const },
  }))
}

/** What so many series say at a moment, epoch ms: another figure each time. `one` is the only town that says anything. */
export function rowsAt(series: number, at: number, one?: number): ObservationRow[] {
  const time = new Date(at).toISOString()
  return seriesOf(series).flatMap(({ metric, area }, index) =>
    one === undefined || index % TOWNS === one % TOWNS
      ? { metric, area, time, value: 1_000 + ((index * 37 + Math.floor(at / 250)) % 8_000) }
      : [],
  )
}

/**
 * Writes a city into a folder whose desk shows, on one scene for each size, that many series at once, all of them as cells.
 * It stands on the city of the tests, with towns, metrics and scenes of its own. Sizes are whole multiples of 40.
 */
export function writeGlassCity(folder: string, sizes: readonly number[]): void {
  const base = join(repositoryRoot, 'e2e', 'city')
  cpSync(join(base, 'command'), join(folder, 'command'), { recursive: true })
  const write = (path: string, content: object) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), JSON.stringify(content))
  }
  const towns = Array.from({ length: TOWNS }, (_, index) => ({
    ...{ code: town(index), level: 'town', parent: 'rm', names: names(`镇${index}`), kind: 'town' },
    ...{ population: 10_000, areaKm2: 10, seat: [114 + index / 500, 23.1] },
  }))
  write('areas.json', { areas: [{ code: 'rm', level: 'city', names: names('河口市') }, ...towns] })
  const metrics = Array.from({ length: Math.max(...sizes) / TOWNS }, (_, index) => ({
    ...{ id: metric(index), names: names(`数${index}`), unit: names('件'), domain: 'grid', department: 'power', level: 'town' },
    ...{ rollUp: { area: 'sum', time: 'last' }, kind: 'gauge', period: 'PT10S', promise: 60_000, decimals: 0 },
    ...{ direction: 'none', range: [0, 10_000], audiences: ['government'] },
  }))
  write('metrics/glass.json', { metrics })
  for (const [order, series] of sizes.entries()) write(`scenes/${sceneOf(series)}.json`, scene(series, order))
  const { $schema: _, map: __, ...city } = JSON.parse(readFileSync(join(base, 'city.json'), 'utf8')) as Record<string, unknown>
  write('city.json', { ...city, map: {}, home: sceneOf(sizes[0] as number) })
}

function scene(series: number, order: number) {
  const count = Math.ceil(series / TOWNS / IN_PANEL)
  const panels = Array.from({ length: count }, (_, index) => {
    const from = index * IN_PANEL
    const shown = Math.min(IN_PANEL, series / TOWNS - from)
    const metrics = Array.from({ length: shown }, (_, place) => metric(from + place))
    return [`p${index}`, { type: 'matrix', metrics, level: 'town' }] as const
  })
  const layout = { columns: [1], rows: panels.map(() => 0), areas: panels.map(([id]) => id) }
  const layouts = { wall: [layout], office: [layout], desk: [layout], mobile: [layout] }
  return {
    ...{ id: sceneOf(series), names: names(`${series}`), short: names(`${series}`), chapter: 'power', order },
    ...{ panels: Object.fromEntries(panels), layouts },
  }
}

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Point } from '#contract/point.ts'
import { loadCity } from '../../city/load-city.ts'
import { cityModel } from '../../hub/city-model.ts'
import { buildHub } from '../../hub/hub.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { CONNECTION_FILE } from '../../record/embedded/embedded-postgres.ts'
import { memoryStore } from '../../record/memory-store.ts'
import { PostgresStore } from '../../record/postgres-store.ts'
import { type ServerProcess, TEST_CITY } from '../../testing/server-process.ts'
import { AREAS, METRICS } from './tested-process.ts'

/** What was observed is read so much at a time, ms. */
const READ_MS = 3_600_000
const ROWS_EACH = 5_000

/** A stretch of the time of a city, epoch ms: [from, to). */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * A city told again from nothing: everything its record says was observed goes through the same code once more, into a record of
 * its own, in the order of its times and without a fault.
 */
export async function tellAgain(server: ServerProcess, { from, to }: Stretch): Promise<Hub> {
  const { url } = JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const { catalogue } = await loadCity(TEST_CITY)
  let now = from
  const hub = await buildHub({ model: cityModel(catalogue), store: memoryStore(), clock: () => now })
  const record = await PostgresStore.open(url)
  try {
    for (let start = from; start < to; start += READ_MS) {
      const windows = METRICS.map((metric) => ({ metric, from: start, to: Math.min(to, start + READ_MS) }))
      const told = [...(await record.loadObservations(windows))].sort((a, b) => a.at - b.at)
      now = Math.min(to, start + READ_MS)
      for (let first = 0; first < told.length; first += ROWS_EACH) {
        const rows = told
          .slice(first, first + ROWS_EACH)
          .map(({ at, source: _source, standing: _standing, ...said }) => ({ ...said, time: new Date(at).toISOString() }))
        await hub.ingest({ source: { id: 1, name: 'feed' }, receivedAt: now, rows, firstIndex: 0 })
      }
      await hub.idle()
      await hub.tick()
    }
  } finally {
    await record.close()
  }
  return hub
}

/** The hash of every window of every figure, as `read` tells them; revisions and ages tell of the way and not of the state. */
export async function hashOfFigures(
  read: (metric: string, area: string, stretch: Stretch) => Promise<readonly Point[]>,
  stretch: Stretch,
): Promise<{ readonly hash: string; readonly windows: number }> {
  const hash = createHash('sha256')
  let windows = 0
  for (const metric of METRICS)
    for (const area of AREAS)
      for (const { revision: _revision, freshness: _freshness, ...point } of await read(metric, area, stretch)) {
        hash.update(`${JSON.stringify(Object.entries(point).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`)
        windows += 1
      }
  return { hash: hash.digest('hex'), windows }
}

/**
 * What a city costs its server, by how many towns and metrics it has, how often they are told and how many screens follow: one
 * of them at a time, then all of them at once, each beside today's city. A whole server, its database, its sources and its
 * screens run on this machine; sources do not wait for answers, so that a server that does not keep up is seen to fall behind.
 *
 *     npm run bench -- scale [--windows 3] [--seconds 2.5] [--settle 6] [--largest 1000] [--only today] [--json] [--record]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { CONNECTION_FILE } from '../../record/embedded/embedded-postgres.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { quantile } from '../result/spread.ts'
import { CURVES, type Demand, type Place, TODAY } from './curves.ts'
import type { FromWorld, ToWorld } from './messages.ts'
import { writeScaledCity } from './scaled-city.ts'
import { usedBy } from './used-by.ts'

const options = benchOptions({ windows: 3, seconds: 2.5, settle: 6, largest: 1_000, only: '' })
const { windows, seconds, settle, largest, only } = options.settings

/** What one stretch of time showed. */
interface Window {
  readonly cpu: number
  readonly databaseCpu: number
  readonly memory: number
  readonly lag: number
  readonly slowest: number
  readonly rows: number
  readonly refused: number
  readonly patches: number
  readonly waiting: number
  /** What the record grew by, of all that follows from a row. */
  readonly grownBy: number
}

const MEASURES: readonly { readonly measure: string; readonly unit: string; of(window: Window): number }[] = [
  { measure: 'CPU of the server', unit: 'ms/s', of: ({ cpu }) => cpu },
  { measure: 'CPU of the database', unit: 'ms/s', of: ({ databaseCpu }) => databaseCpu },
  { measure: 'memory of the server', unit: 'MB', of: ({ memory }) => memory },
  { measure: 'observed to told, p50', unit: 'ms', of: ({ lag }) => lag },
  { measure: 'observed to told, p99', unit: 'ms', of: ({ slowest }) => slowest },
  { measure: 'rows taken in', unit: 'rows/s', of: ({ rows }) => rows },
  { measure: 'rows told to come later', unit: 'rows/s', of: ({ refused }) => refused },
  { measure: 'the record grows by row', unit: 'bytes', of: ({ grownBy }) => grownBy },
  { measure: 'patches sent', unit: 'patches/s', of: ({ patches }) => patches },
]

/** A server that takes in less of what is due, or lets more requests wait, does not keep up. */
const KEEPS_UP = 0.95
const MOST_WAITING = 20

const rows: BenchRow[] = []
const notes: string[] = []
let today: readonly Window[] | undefined
const places = CURVES.filter(({ of, value }) => (only === '' || of === only) && value <= largest)
// Places that need the same city share one server.
for (const [city, shared] of Map.groupBy([TODAY, ...places], ({ demand }) => `${demand.towns} ${demand.metrics}`)) {
  sayProgress(`a city of ${city.replace(' ', ' towns and ')} metrics`)
  await withCity(shared[0]?.demand as Demand, async (measure) => {
    for (const place of shared) {
      const measured = await measure(place.demand)
      today ??= measured
      report(place, measured, today)
    }
  })
}
concludeBench('scale', options, { rows, notes })

function report({ of, value, demand }: Place, measured: readonly Window[], baseline: readonly Window[]): void {
  sayProgress(
    `${of} × ${value}: ${MEASURES.map(({ measure, of }) => `${measure} ${of(measured.at(-1) as Window).toFixed(0)}`).join(', ')}`,
  )
  const isToday = measured === baseline
  for (const { measure, unit, of: figure } of MEASURES) {
    // Where no row was taken in there is nothing to divide by.
    if (measured.some((window) => !Number.isFinite(figure(window)))) continue
    const isComparable = !isToday && baseline.every((window) => figure(window) > 0)
    rows.push(
      benchRow({
        ...{ measure, unit, values: measured.map(figure), at: { of: `times today’s ${of}`, value } },
        ...(isComparable && { baseline: { name: 'today’s city', values: baseline.map(figure) } }),
      }),
    )
  }
  const due = (demand.towns * demand.metrics * demand.perMinute) / 60
  const taken = measured.reduce((sum, window) => sum + window.rows, 0) / measured.length
  const refused = measured.reduce((sum, window) => sum + window.refused, 0) / measured.length
  const behind = measured.at(-1)?.waiting ?? 0
  if (taken < due * KEEPS_UP || behind > MOST_WAITING)
    notes.push(
      `At ${value} times today’s ${of} the server does not keep up: ${Math.round(taken)} of ${Math.round(due)} rows a second were taken in, ${Math.round(refused)} were told to come later, and ${behind} requests waited at the end.`,
    )
}

/** Starts a server on a city and its database; measures whatever is asked of it, and ends it. */
async function withCity(
  size: Demand,
  work: (measure: (demand: Demand) => Promise<readonly Window[]>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-scale-'))
  await writeScaledCity(folder, size)
  const server = await ServerProcess.prepare({ CITY: folder, LOG_LEVEL: 'fatal' })
  let world: ChildProcess | undefined
  let database: Client | undefined
  try {
    await server.start()
    const { url } = JSON.parse(await readFile(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
    database = new Client({ connectionString: url })
    await database.connect()
    const tokens = [await server.mint('sources'), await server.reader()]
    world = fork(join(import.meta.dirname, 'world.ts'), [server.url, ...tokens, `${size.towns}`, `${size.metrics}`])
    const open = { server, world, database }
    await work((demand) => measured(demand, open))
  } finally {
    await database?.end()
    world?.kill('SIGKILL')
    await server.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What is open while a city is measured. */
interface OpenCity {
  readonly server: ServerProcess
  readonly world: ChildProcess
  readonly database: Client
}

async function measured(demand: Demand, { server, world, database }: OpenCity): Promise<readonly Window[]> {
  const { perMinute, screens } = demand
  await ask(world, { kind: 'load', load: { perMinute, screens } }, 'steady')
  await pause(settle * 1_000)
  const found: Window[] = []
  for (let window = 0; window < windows; window++) {
    world.send({ kind: 'begin' } satisfies ToWorld)
    const small = await sizeOf(database)
    const before = usedBy(server.pid)
    const begun = performance.now()
    await pause(seconds * 1_000)
    const lasted = (performance.now() - begun) / 1_000
    const after = usedBy(server.pid)
    const seen = await ask(world, { kind: 'end' }, 'seen')
    if (seen.kind !== 'seen') throw new Error('the world says nothing of what it saw')
    // Where nothing at all was told, it took longer than we looked.
    const grown = (await sizeOf(database)) - small
    const lags = seen.lags.length > 0 ? seen.lags : [seconds * 1_000]
    found.push({
      cpu: (after.own.cpuMs - before.own.cpuMs) / lasted,
      databaseCpu: (after.below.cpuMs - before.below.cpuMs) / lasted,
      memory: after.own.rss / 1_000_000,
      ...{ lag: quantile(lags, 0.5), slowest: quantile(lags, 0.99) },
      grownBy: grown / seen.rows,
      ...{ rows: seen.rows / lasted, refused: seen.refused / lasted, patches: seen.patches / lasted, waiting: seen.waiting },
    })
  }
  return found
}

/** Bytes of the database on disk, indexes included. */
async function sizeOf(database: Client): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes')
  return Number(rows[0]?.bytes)
}

async function ask(world: ChildProcess, message: ToWorld, kind: FromWorld['kind']): Promise<FromWorld> {
  const { promise, resolve, reject } = Promise.withResolvers<FromWorld>()
  const hear = (said: FromWorld) => said.kind === kind && resolve(said)
  const miss = () => reject(new Error('the process of sources and screens ended'))
  world.on('message', hear)
  world.on('exit', miss)
  world.send(message)
  try {
    return await promise
  } finally {
    world.off('message', hear)
    world.off('exit', miss)
  }
}

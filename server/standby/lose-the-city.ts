import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { Balancer } from '../start/balancer.ts'
import { DrilledServer } from './drilled-server.ts'
import { makeStandby, STANDBY } from './make-standby.ts'
import { Writers, type Written } from './writers.ts'

/** Whether the primary waits for the standby with each commit. */
export const MODES = ['synchronous', 'asynchronous'] as const
export type Mode = (typeof MODES)[number]

export interface Loss {
  readonly mode: Mode
  /** How long the first city works before it is lost, ms. */
  readonly workMs: number
  /** For how long before the loss the line between the cities carried nothing any more, ms. */
  readonly lagMs: number
  /** The figure that is written, for one area that reports it. */
  readonly figure: Pick<Written, 'metric' | 'area'>
  /** What the server is started with besides its database. */
  readonly env: NodeJS.ProcessEnv
  say(step: string): void
}

/** What the loss of the first city came to. Times in ms. */
export interface Lost {
  readonly acknowledged: number
  /** Acknowledged and not there any more. */
  readonly lost: number
  /** How far back what was lost reaches: 0 where nothing was. */
  readonly rpoMs: number
  /** From the loss until the standby could be written. */
  readonly promotedMs: number
  /** From the loss until the next figure was acknowledged. */
  readonly rtoMs: number
  /** Readers are told that it is another record, so that nobody goes on from what was lost. */
  readonly isNewEpoch: boolean
}

const SETTINGS = ['wal_level=replica', 'max_wal_senders=5', 'max_replication_slots=5', 'hot_standby=on', 'wal_keep_size=256MB']
const WRITERS = 4

/**
 * Loses a city: a primary and its standby, each a PostgreSQL of its own, a server on the primary, sources that write; then the
 * primary is killed and its files are gone, the standby is promoted, and its address is given to the server. Nothing is left
 * behind.
 */
export async function loseTheCity({ mode, workMs, lagMs, figure, env, say }: Loss): Promise<Lost> {
  const started: (() => unknown)[] = []
  try {
    const [primaryDir, standbyDir, serverDir] = await Promise.all(['primary', 'standby', 'server'].map(folder))
    started.push(() =>
      Promise.all([primaryDir, standbyDir, serverDir].map((path) => rm(path ?? '', { recursive: true, force: true }))),
    )
    const primary = await startEmbeddedPostgres(primaryDir ?? '', { step: () => undefined, log: () => undefined }, SETTINGS)
    started.push(() => primary.stop())
    const bytes = await makeStandby(primary.url, primaryDir ?? '', standbyDir ?? '')
    const standby = await startEmbeddedPostgres(standbyDir ?? '', { step: () => undefined, log: () => undefined }, SETTINGS)
    started.push(() => standby.stop())
    if (mode === 'synchronous')
      await ask(primary.url, `alter system set synchronous_standby_names = '${STANDBY}'`, 'select pg_reload_conf()')
    await untilStreaming(primary.url, mode)
    say(`the standby has ${Math.round(bytes / 2 ** 20)} MB and streams, ${mode}`)

    const address = await Balancer.open('127.0.0.1', 0)
    started.push(() => address.close())
    address.add(portOf(primary.url))
    const door = await Balancer.open('127.0.0.1', 0)
    const port = String(door.port)
    door.close()
    const databaseUrl = new URL(primary.url)
    databaseUrl.port = String(address.port)
    const server = new DrilledServer({ ...env, DATABASE_URL: databaseUrl.href, DATA_DIR: serverDir, PORT: port, HOST: '127.0.0.1' })
    started.push(() => server.stop())
    await server.start()
    const epoch = await server.epoch()
    const writers = new Writers({ url: server.url, token: await server.mint('drill'), ...figure }, WRITERS)
    started.push(() => writers.stop())
    await writers.firstAfter(performance.now() + workMs)

    const resume = lagMs > 0 ? await holdLine(primary.url) : () => undefined
    if (lagMs > 0) await writers.firstAfter(performance.now() + lagMs)
    const lostAt = performance.now()
    await burn(primaryDir ?? '')
    resume()
    address.remove(portOf(primary.url))
    address.cut()
    say(`the first city is lost after ${writers.acknowledged.length} figures`)
    await ask(standby.url, 'select pg_promote(true, 60)')
    const promotedMs = performance.now() - lostAt
    address.add(portOf(standby.url))
    say(`the standby is promoted after ${Math.round(promotedMs)} ms`)
    const first = await writers.firstAfter(lostAt + promotedMs)
    await writers.stop()
    const kept = new Set((await ask(standby.url, 'select numerator from guanlan.observation')).map(({ numerator }) => numerator))
    const lost = writers.acknowledged.filter(({ value }) => !kept.has(value))
    const oldest = lost.reduce((earliest, { at }) => Math.min(earliest, at), lostAt)
    return {
      ...{ acknowledged: writers.acknowledged.length, lost: lost.length, promotedMs },
      ...{ rpoMs: lostAt - oldest, rtoMs: first.at - lostAt, isNewEpoch: (await server.epoch()) !== epoch },
    }
  } finally {
    for (const undo of started.reverse()) await undo()
  }
}

async function folder(name: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `guanlan-${name}-`))
  // As root PostgreSQL runs as another account, which must be able to pass.
  await chmod(path, 0o711)
  return path
}

/** The machine is gone: its processes at once, and its files with it, so that nobody starts it again. */
async function burn(dataDir: string): Promise<void> {
  const cluster = join(dataDir, 'postgres')
  const pid = Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8'), 10)
  process.kill(pid, 'SIGKILL')
  await rename(cluster, join(dataDir, 'burnt'))
}

/** Stops the process that sends to the standby, as a line does that is cut. Returns its end: it dies with its machine. */
async function holdLine(primaryUrl: string): Promise<() => void> {
  const [sender] = await ask(primaryUrl, 'select pid from pg_stat_replication')
  const pid = sender?.pid as number
  process.kill(pid, 'SIGSTOP')
  return () => process.kill(pid, 'SIGKILL')
}

async function untilStreaming(primaryUrl: string, mode: Mode): Promise<void> {
  const wanted = mode === 'synchronous' ? 'sync' : 'async'
  for (;;) {
    const [sender] = await ask(primaryUrl, 'select state, sync_state from pg_stat_replication')
    if (sender?.state === 'streaming' && sender.sync_state === wanted) return
    await pause(50)
  }
}

/** Asks statements one after the other; the rows of the last. */
async function ask(url: string, ...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    let rows: readonly Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port)
}

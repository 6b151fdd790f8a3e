import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { Balancer } from '../start/balancer.ts'
import { Desk } from './desk.ts'
import { DrilledServer } from './drilled-server.ts'
import { makeNextVersion } from './next-version.ts'
import { DrilledScreen } from './screens.ts'
import { Writers, type Written } from './writers.ts'

export interface Upgrade {
  readonly members: number
  readonly screens: number
  /** Whether the new version brings a new schema. */
  readonly isMigrating: boolean
  /** How long the cluster works with one more new member, before the next is put on, ms. */
  readonly mixedMs: number
  readonly figure: Pick<Written, 'metric' | 'area'>
  readonly env: NodeJS.ProcessEnv
  say(step: string): void
}

/** What putting a new version on a cluster came to. Times in ms. */
export interface Upgraded {
  /** Figures that were acknowledged, those of them that are not there, and those that are there twice. */
  readonly figures: { readonly acknowledged: number; readonly lost: number; readonly doubled: number }
  /** Longest time between two figures acknowledged. */
  readonly quietMs: number
  /** Orders that were acknowledged, those of them that are not there, and what others were refused with. */
  readonly orders: {
    readonly acknowledged: number
    readonly lost: number
    readonly refused: readonly string[]
    readonly repeats: number
  }
  readonly resumed: number
  readonly snapshots: number
  readonly gaps: number
  /** How long screens were away when their server was stopped, shortest first. */
  readonly awayMs: readonly number[]
  /** What a member of the version before says that is started afterwards; undefined where it works. */
  readonly oldRefusal: string | undefined
}

const WRITERS = 2
const CONNECTIONS_EACH = 30

/**
 * Puts a new version on a cluster, one member after the other, while sources write, a desk issues orders and screens follow. Nothing
 * is left behind.
 */
export async function upgradeTheCluster({ members, screens, isMigrating, mixedMs, figure, env, say }: Upgrade): Promise<Upgraded> {
  const started: (() => unknown)[] = []
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'guanlan-upgrade-'))
    await chmod(dataDir, 0o711)
    started.push(() => rm(dataDir, { recursive: true, force: true }))
    const next = isMigrating ? await makeNextVersion() : undefined
    if (next) started.push(() => next.remove())
    const quiet = { step: () => undefined, log: () => undefined }
    const database = await startEmbeddedPostgres(dataDir, quiet, [`max_connections=${20 + (members + 1) * CONNECTIONS_EACH}`])
    started.push(() => database.stop())
    const balancer = await Balancer.open('127.0.0.1', 0)
    started.push(() => balancer.close())
    const url = `http://127.0.0.1:${balancer.port}`
    const settings = {
      ...{ ...env, DATABASE_URL: database.url, DATA_DIR: dataDir, PUBLIC_URL: url },
      ...{ MEMBER_ADDRESS: '127.0.0.1:0', HOST: '127.0.0.1' },
    }
    const cluster: DrilledServer[] = []
    started.push(async () => {
      for (const server of cluster) await server.stop()
    })
    for (let count = 0; count < members; count++) {
      const server = new DrilledServer({ ...settings, PORT: await freePort() })
      cluster.push(server)
      await server.start()
      balancer.add(server.port)
    }
    const first = cluster[0] as DrilledServer
    const [token, reader] = [await first.mint('drill'), await first.reader()]
    const watched = Array.from({ length: screens }, () => new DrilledScreen(url, reader, figure))
    started.push(() => {
      for (const screen of watched) screen.close()
    })
    const isFollowed = () => watched.every((screen) => screen.isFollowing)
    await until(isFollowed)
    const writers = new Writers({ url, token, ...figure }, WRITERS)
    started.push(() => writers.stop())
    const desk = await Desk.open({ url, area: figure.area })
    started.push(() => desk.close())
    await until(() => writers.acknowledged.length > 0 && desk.acknowledged.size > 0)
    for (const screen of watched) screen.measure()
    say(`${members} members, ${screens} screens; figures and orders come`)

    for (const [index, before] of cluster.entries()) {
      // Whoever comes meanwhile finds its door shut, and is passed on to another.
      await before.stop()
      balancer.remove(before.port)
      const after = new DrilledServer({ ...settings, PORT: String(before.port) }, next?.main)
      cluster[index] = after
      const startedAt = performance.now()
      await after.start()
      balancer.add(after.port)
      say(`member ${index + 1} of ${members} is new, after ${Math.round(performance.now() - startedAt)} ms`)
      const [figures, orders] = [writers.acknowledged.length, desk.acknowledged.size]
      await pause(mixedMs)
      await until(() => writers.acknowledged.length > figures && desk.acknowledged.size > orders && isFollowed())
    }
    const oldRefusal = next && (await refusalOf(new DrilledServer({ ...settings, PORT: await freePort() })))
    await Promise.all([writers.stop(), desk.close()])
    await until(isFollowed)
    const kept = await timesKept(database.url)
    const orders = await desk.kept()
    const sum = (of: (screen: DrilledScreen) => number) => watched.reduce((total, screen) => total + of(screen), 0)
    return {
      figures: {
        acknowledged: writers.acknowledged.length,
        lost: writers.acknowledged.filter(({ value }) => !kept.has(value)).length,
        doubled: writers.acknowledged.filter(({ value }) => (kept.get(value) ?? 0) > 1).length,
      },
      quietMs: longestPause(writers.acknowledged.map(({ at }) => at)),
      orders: {
        acknowledged: desk.acknowledged.size,
        lost: [...desk.acknowledged].filter(([title, id]) => orders.get(title) !== id).length,
        ...{ refused: desk.refused, repeats: desk.repeats },
      },
      ...{ resumed: sum(({ resumed }) => resumed), snapshots: sum(({ snapshots }) => snapshots), gaps: sum(({ gaps }) => gaps) },
      awayMs: watched
        .flatMap(({ losses }) => losses.map(({ lostAt, backAt = performance.now() }) => backAt - lostAt))
        .sort((a, b) => a - b),
      oldRefusal,
    }
  } finally {
    for (const undo of started.reverse()) await undo()
  }
}

/** Why a server refuses to start; undefined when it does not. It is stopped either way. */
async function refusalOf(server: DrilledServer): Promise<string | undefined> {
  try {
    await server.start()
    return undefined
  } catch (fault) {
    return (fault as Error).message
  } finally {
    await server.stop()
  }
}

/** How often each figure is in the record. */
async function timesKept(url: string): Promise<ReadonlyMap<number, number>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ numerator: number; times: number }>(
      'select numerator, count(*)::int as times from guanlan.observation group by numerator',
    )
    return new Map(rows.map(({ numerator, times }) => [numerator, times]))
  } finally {
    await client.end()
  }
}

function longestPause(instants: readonly number[]): number {
  return instants.reduce((longest, at, index) => Math.max(longest, at - (instants[index - 1] ?? at)), 0)
}

async function freePort(): Promise<string> {
  const door = await Balancer.open('127.0.0.1', 0)
  const port = String(door.port)
  door.close()
  return port
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20)
}

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { Balancer } from '../start/balancer.ts'
import { Members } from '../start/members.ts'
import type { FromServer } from '../start/message.ts'
import { startNginx } from './nginx.ts'
import { DrilledScreen } from './screens.ts'
import { Writers, type Written } from './writers.ts'

/**
 * What happens to the leader: it is asked to stop and started again, as for a new version; it is killed; or it stands still for a
 * while and comes back believing that it leads.
 */
export const FAULTS = ['stop', 'kill', 'freeze'] as const
export type Fault = (typeof FAULTS)[number]

const SIGNALS: Readonly<Record<Fault, NodeJS.Signals>> = { stop: 'SIGTERM', kill: 'SIGKILL', freeze: 'SIGSTOP' }

export interface LeaderLoss {
  readonly fault: Fault
  readonly members: number
  readonly screens: number
  /** How long a frozen leader stands still, ms. */
  readonly frozenMs: number
  /** Have nginx in the place of the plain balancer. */
  readonly isBehindNginx?: boolean
  readonly figure: Pick<Written, 'metric' | 'area'>
  readonly env: NodeJS.ProcessEnv
  say(step: string): void
}

/** What the loss of the leader came to. Times in ms. */
export interface LeaderLost {
  /** From the fault to the next figure that was acknowledged. */
  readonly takenOverMs: number
  readonly terms: number
  readonly acknowledged: number
  readonly lost: number
  /** Stored more than once. */
  readonly doubled: number
  /** Of the screens whose line was lost: how long each was away, shortest first. */
  readonly awayMs: readonly number[]
  /** Longest time without a new figure, of each screen, shortest first. */
  readonly gapMs: readonly number[]
  readonly resumed: number
  readonly snapshots: number
  readonly gaps: number
}

const WRITERS = 2
const CONNECTIONS_EACH = 30
/** Our nginx waits 15 s for a server before it asks another, and whoever gives up before is sent to the same one again. */
const NGINX_PATIENCE_MS = 20_000

/**
 * Loses the leader of a cluster: a database, members behind a balancer, screens that follow a figure, sources that write it. Nothing
 * is left behind.
 */
export async function loseTheLeader(loss: LeaderLoss): Promise<LeaderLost> {
  const { fault, members, screens, frozenMs, figure, env, say } = loss
  const started: (() => unknown)[] = []
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'guanlan-leader-'))
    await chmod(dataDir, 0o711)
    started.push(() => rm(dataDir, { recursive: true, force: true }))
    const quiet = { step: () => undefined, log: () => undefined }
    const database = await startEmbeddedPostgres(dataDir, quiet, [`max_connections=${20 + members * CONNECTIONS_EACH}`])
    started.push(() => database.stop())
    const balancer = await Balancer.open('127.0.0.1', 0)
    started.push(() => balancer.close())
    const told: Told = { hear: () => undefined }
    const cluster = new Members(
      balancer,
      { ...env, DATABASE_URL: database.url, DATA_DIR: dataDir, MEMBER_ADDRESS: '127.0.0.1:0', PORT: '0', HOST: '127.0.0.1' },
      (message) => told.hear(message),
    )
    started.push(() => cluster.stop())
    for (let count = 0; count < members; count++) if (!(await cluster.add())) throw new Error('a member refused to start')
    const nginx = loss.isBehindNginx ? await startNginx(cluster.running().map(({ port }) => port)) : undefined
    started.push(() => nginx?.stop())
    const url = nginx?.url ?? `http://127.0.0.1:${balancer.port}`
    const token = await askedOf(
      told,
      () => cluster.ask({ kind: 'mint', names: ['drill'] }),
      (message) => (message.kind === 'tokens' ? message.tokens.drill : undefined),
    )
    const reader = await askedOf(
      told,
      () => cluster.ask({ kind: 'mint-reader' }),
      (message) => (message.kind === 'reader' ? message.token : undefined),
    )
    // Our settings of nginx go by where somebody comes from; a loopback has addresses enough.
    const from = (screen: number) => (nginx ? `127.0.0.${2 + (screen % 250)}` : undefined)
    const watched = Array.from({ length: screens }, (_, screen) => new DrilledScreen(url, reader, figure, from(screen)))
    started.push(() => {
      for (const screen of watched) screen.close()
    })
    await until(() => watched.every((screen) => screen.isFollowing))
    const writers = new Writers({ url, token, ...figure, ...(nginx && { patienceMs: NGINX_PATIENCE_MS }) }, WRITERS)
    started.push(() => writers.stop())
    await writers.firstAfter(performance.now() + 2_000)
    say(`${members} members, ${screens} screens, figures come`)

    const term = await termOf(database.url)
    const leader = await leaderOf(cluster)
    for (const screen of watched) screen.measure()
    const faultAt = performance.now()
    process.kill(leader, SIGNALS[fault])
    if (fault === 'freeze') started.push(() => wake(leader))
    const next = await firstOfTerm(database.url, term, writers)
    say(`another member leads and takes in after ${Math.round(next - faultAt)} ms`)
    if (fault === 'freeze') {
      await pause(Math.max(0, frozenMs - (performance.now() - faultAt)))
      wake(leader)
      say(`the one before goes on after ${Math.round((performance.now() - faultAt) / 1_000)} s`)
    }
    await writers.firstAfter(performance.now() + 5_000)
    await until(() => watched.every((screen) => screen.isFollowing))
    await writers.stop()
    const rows = await ask(database.url, 'select numerator, count(*)::int as times from guanlan.observation group by numerator')
    const kept = new Map(rows.map(({ numerator, times }) => [numerator as number, times as number]))
    const losses = watched.flatMap((screen) => screen.losses)
    return {
      ...{ takenOverMs: next - faultAt, terms: (await termOf(database.url)) - term, acknowledged: writers.acknowledged.length },
      lost: writers.acknowledged.filter(({ value }) => !kept.has(value)).length,
      doubled: writers.acknowledged.filter(({ value }) => (kept.get(value) ?? 0) > 1).length,
      awayMs: sorted(losses.map(({ lostAt, backAt = performance.now() }) => backAt - lostAt)),
      gapMs: sorted(watched.map(({ longestMs }) => longestMs)),
      ...{ resumed: sum(watched, ({ resumed }) => resumed), snapshots: sum(watched, ({ snapshots }) => snapshots) },
      gaps: sum(watched, ({ gaps }) => gaps),
    }
  } finally {
    for (const undo of started.reverse()) await undo()
  }
}

interface Told {
  hear(message: FromServer): void
}

/** Asks a member, and waits for the message that answers. */
function askedOf(told: Told, ask: () => void, read: (message: FromServer) => string | undefined): Promise<string> {
  return new Promise((resolve) => {
    told.hear = (message) => {
      const answer = read(message)
      if (answer !== undefined) resolve(answer)
    }
    ask()
  })
}

/** The process that says of itself that it leads. */
async function leaderOf(cluster: Members): Promise<number> {
  for (;;) {
    for (const { pid, port } of cluster.running()) {
      const measured = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      if (/^guanlan_leads 1$/m.test(measured)) return pid
    }
    await pause(100)
  }
}

/** When something was first acknowledged after another term began. */
async function firstOfTerm(url: string, term: number, writers: Writers): Promise<number> {
  await until(async () => (await termOf(url)) > term)
  return (await writers.firstAfter(performance.now())).at
}

function wake(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch {
    // Gone already.
  }
}

async function termOf(url: string): Promise<number> {
  const [row] = await ask(url, 'select term::int as term from guanlan.leader')
  return row?.term as number
}

async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20)
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartupFault } from '../../startup-fault.ts'
import { type Account, type DatabaseAccounts, databaseAccounts } from './account.ts'
import { type Binaries, installedBinaries, usableBinaries } from './binaries.ts'
import { clusterFolder, openRoot, SHARED_ROOTS } from './cluster-folder.ts'
import { type GuardedProcess, spawnGuarded } from './guarded-spawn.ts'
import { stopLeftOver } from './postmaster.ts'

/** What the embedded database tells while it is prepared, started and watched. */
export interface EmbeddedNews {
  /** A step a person waits for. */
  readonly step: (step: EmbeddedStep) => void
  /** A line of PostgreSQL's own log, or of ours about it. */
  readonly log: (line: string) => void
}

export type EmbeddedStep =
  | { readonly kind: 'staging-binaries'; readonly folder: string }
  | { readonly kind: 'creating-cluster'; readonly folder: string }
  | { readonly kind: 'cluster-elsewhere'; readonly folder: string; readonly closedBy: string }
  | { readonly kind: 'stopping-left-over' }
  | { readonly kind: 'starting' }

export interface EmbeddedPostgres {
  /** Connection address, with the password. It stays the same when the database is restarted. */
  readonly url: string
  /** Ends the database cleanly, everything written. */
  stop(): Promise<void>
}

/** The file in the data folder that tells commands beside the server where its database is; there while it runs. */
export const CONNECTION_FILE = 'connection.json'

/** The file in the data folder that holds the password of the embedded database. */
const PASSWORD_FILE = 'password'

/** The role and database that initdb makes. The record lives in a schema of its own. */
const USER = 'guanlan'
const DATABASE = 'postgres'

/** Longest wait for PostgreSQL to answer, in ms: after a crash it first replays its log. */
const READY_PATIENCE_MS = 120_000
const STOP_PATIENCE_MS = 20_000
/** Starts tried while the last backends of a killed database hold on to its memory; a quarter of a second apart. */
const MOST_STARTS = 120
const RESTART_WAITS_MS = [100, 250, 500, 1000, 2000, 5000]
/** A standby can be read. */
const READY = /database system is ready to accept (read-only )?connections/

/**
 * Starts the PostgreSQL that npm brought, on the cluster of this data folder, which is made when there is none.
 * The caller holds the lock of the data folder. A database that dies under us is started again on the same port.
 * `settings` of PostgreSQL, such as `max_connections=80`, go before ours. Throws StartupFault with one sentence when it cannot be.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  news: EmbeddedNews,
  settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
  const accounts = databaseAccounts()
  const { folder, closedBy } = await clusterFolder(dataDir, accounts?.owner)
  if (closedBy !== undefined) news.step({ kind: 'cluster-elsewhere', folder, closedBy })
  const binaries = await reachableBinaries(accounts?.owner, dataDir, news)
  const known = await readFile(join(dataDir, PASSWORD_FILE), 'utf8').catch(() => undefined)
  const password = known?.trim() || (await newPassword(dataDir))
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) {
    news.step({ kind: 'creating-cluster', folder })
    await createCluster(binaries, folder, password, accounts)
  }
  if (version !== undefined && !known) await changePassword(binaries, folder, accounts, password)
  const account = accounts && (await ownerOf(folder))
  const cluster = new Cluster(binaries, folder, account, news, [...SETTINGS, ...settings])
  await cluster.start()
  const url = `postgres://${USER}:${password}@127.0.0.1:${cluster.port}/${DATABASE}`
  await writeWhole(join(dataDir, CONNECTION_FILE), JSON.stringify({ url }))
  return {
    url,
    stop: async () => {
      await rm(join(dataDir, CONNECTION_FILE), { force: true })
      await cluster.stop()
    },
  }
}

/** One running postmaster and its watch. */
class Cluster {
  readonly #binaries: Binaries
  readonly #folder: string
  readonly #account: Account | undefined
  readonly #news: EmbeddedNews
  readonly #settings: readonly string[]
  #child: GuardedProcess | undefined
  #gone: Promise<void> = Promise.resolve()
  #stopping = false
  #tail: string[] = []
  port = 0

  constructor(binaries: Binaries, folder: string, account: Account | undefined, news: EmbeddedNews, settings: readonly string[]) {
    this.#binaries = binaries
    this.#folder = folder
    this.#account = account
    this.#news = news
    this.#settings = settings
  }

  async start(): Promise<void> {
    await stopLeftOver(this.#folder, () => this.#news.step({ kind: 'stopping-left-over' }))
    this.#news.step({ kind: 'starting' })
    for (let attempt = 1; ; attempt++) {
      this.port = await freePort()
      if (await this.#launch()) return
      const told = this.#tail.join('\n')
      const isPassing = told.includes('could not bind') || told.includes('still in use') || told.includes('lock file')
      if (!isPassing || attempt === MOST_STARTS) throw new StartupFault(startSentence(this.#tail, this.#folder))
      await pause(250)
      await stopLeftOver(this.#folder)
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGINT')
    const timer = new AbortController()
    const ended = this.#gone.then(() => timer.abort())
    await pause(STOP_PATIENCE_MS, undefined, { signal: timer.signal }).then(
      () => child.kill('SIGQUIT'),
      () => undefined,
    )
    await ended
  }

  /** Starts a postmaster; resolves to true once it takes connections, to false when it ended before. */
  async #launch(): Promise<boolean> {
    this.#tail = []
    const args = ['-D', this.#folder, '-p', String(this.port), ...this.#settings.flatMap((setting) => ['-c', setting])]
    const child = await spawnGuarded(this.#binaries.postgres, args, this.#account, environment(), '/')
    this.#child = child
    const ready = Promise.withResolvers<boolean>()
    const gone = Promise.withResolvers<void>()
    this.#gone = gone.promise
    const slow = setTimeout(() => child.kill('SIGINT'), READY_PATIENCE_MS)
    eachLine(child.stderr, (line) => {
      this.#tail = [...this.#tail.slice(-19), line]
      this.#news.log(line)
      if (READY.test(line)) ready.resolve(true)
    })
    child.stdout.resume()
    child.stdin.on('error', () => undefined)
    child.on('error', (fault) => {
      this.#tail.push(fault.message)
      ready.resolve(false)
      gone.resolve()
    })
    child.on('exit', () => {
      child.stdin.destroy()
      ready.resolve(false)
      gone.resolve()
    })
    const isReady = await ready.promise
    clearTimeout(slow)
    if (isReady) void this.#gone.then(() => this.#revive())
    return isReady
  }

  /** Brings a database that died under us back, for as long as it takes. Each start it survives is watched in turn. */
  async #revive(): Promise<void> {
    for (let attempt = 0; !this.#stopping; attempt++) {
      this.#news.log('PostgreSQL ended by itself; it is started again')
      await pause(RESTART_WAITS_MS[Math.min(attempt, RESTART_WAITS_MS.length - 1)])
      if (this.#stopping) return
      await stopLeftOver(this.#folder)
      if (await this.#launch()) return
    }
  }
}

/**
 * Nothing acknowledged may be lost, nobody else may listen, and a small machine is not filled with workers. Those that read pages
 * are more than PostgreSQL has as it comes: minutes of one series each lie on another page, and three of them wait for a disk
 * that could have given eight.
 */
const SETTINGS: readonly string[] = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=512MB',
  'checkpoint_timeout=5min',
  'max_connections=40',
  'max_locks_per_transaction=512',
  'max_parallel_workers_per_gather=0',
  'io_workers=8',
  'autovacuum_naptime=20s',
  'jit=off',
  'logging_collector=off',
  'log_destination=stderr',
  'timezone=UTC',
  'log_timezone=UTC',
]

async function reachableBinaries(account: Account | undefined, dataDir: string, news: EmbeddedNews): Promise<Binaries> {
  const installed = await installedBinaries()
  if (!account) return installed
  return usableBinaries(installed, account, async () => {
    const root = await openRoot(SHARED_ROOTS, account, dataDir)
    news.step({ kind: 'staging-binaries', folder: root })
    return root
  })
}

/** Makes the cluster beside its final name and moves it there whole: a start killed half-way leaves nothing half-made. */
async function createCluster(
  binaries: Binaries,
  folder: string,
  password: string,
  accounts: DatabaseAccounts | undefined,
): Promise<void> {
  const draft = `${folder}.draft`
  const passwordFile = join(draft, 'password')
  const cluster = join(draft, 'cluster')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (accounts) for (const path of [draft, passwordFile]) await chown(path, accounts.maker.uid, accounts.maker.gid)
  const args = [
    '-D',
    cluster,
    '-U',
    USER,
    '-E',
    'UTF8',
    '--locale=C',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
  ]
  const child = await spawnGuarded(binaries.initdb, args, accounts?.maker, environment(), '/')
  const told: string[] = []
  eachLine(child.stderr, (line) => told.push(line))
  eachLine(child.stdout, (line) => told.push(line))
  child.stdin.on('error', () => undefined)
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (fault) => resolve(fault.message))
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'killed'))
    child.on('exit', () => child.stdin.destroy())
  })
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true })
    throw new StartupFault(startSentence(told, folder))
  }
  if (accounts) await giveTo(accounts.owner, cluster)
  await rename(cluster, folder)
  await rm(draft, { recursive: true, force: true })
}

/** The end of PostgreSQL's own words as one sentence with the remedy where we know one. */
export function startSentence(told: readonly string[], folder: string): string {
  const text = told.join('\n')
  if (text.includes('No space left on device'))
    return `The disk of ${folder} is full, and the database cannot start; free space there or set DATA_DIR to a folder on another disk`
  if (text.includes('incompatible with server'))
    return `The database in ${folder} was made by another major version of PostgreSQL; move its data with pg_dump, or set DATA_DIR to another folder`
  const reason = told.findLast((line) => /FATAL|PANIC|error:|ENOENT|EACCES/.test(line)) ?? told.at(-1) ?? 'it said nothing'
  return `The embedded PostgreSQL in ${folder} did not start: ${reason.replace(/^.*?(FATAL|PANIC): +/, '').trim()}; DATABASE_URL can name another server instead`
}

async function giveTo(owner: Account, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true })
  for (const path of [folder, ...entries.map((entry) => join(folder, entry))]) await chown(path, owner.uid, owner.gid)
}

async function ownerOf(folder: string): Promise<Account> {
  const { uid, gid } = await stat(folder)
  return { uid, gid }
}

/** The password of the embedded database: readable by us alone. */
async function newPassword(dataDir: string): Promise<string> {
  const made = randomBytes(24).toString('hex')
  await writeWhole(join(dataDir, PASSWORD_FILE), made)
  return made
}

/**
 * Gives a database whose password was lost a new one, as only the owner of its files can: without starting it. Unlike
 * the server, this mode insists on a name for its user, so the files are the maker's while it runs.
 */
async function changePassword(
  binaries: Binaries,
  folder: string,
  accounts: DatabaseAccounts | undefined,
  password: string,
): Promise<void> {
  await stopLeftOver(folder)
  if (accounts) await giveTo(accounts.maker, folder)
  const child = spawn(binaries.postgres, ['--single', '-D', folder, DATABASE], { ...accounts?.maker, env: environment(), cwd: '/' })
  child.stdin.end(`alter role ${USER} password '${password}'\n`)
  child.stdout.resume()
  child.stderr.resume()
  const [code] = await once(child, 'exit')
  if (accounts) await giveTo(accounts.owner, folder)
  if (code !== 0)
    throw new StartupFault(
      `The password of the database in ${folder} is lost and could not be changed; restore the file ${PASSWORD_FILE} of DATA_DIR`,
    )
}

/** Writes a private file so that it is there whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `.${randomBytes(4).toString('hex')}.draft`)
  await writeFile(draft, text, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, file)
}

/** Only what PostgreSQL needs: PGDATA, PGOPTIONS and the like of the caller's shell are no business of this database. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), LC_ALL: 'C', TZ: 'UTC' }
}

function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

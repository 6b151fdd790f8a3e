import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StartupFault } from '../startup-fault.ts'
import { CuttingProxy } from '../testing/cutting-proxy.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { SERVER_LOCK, takeDatabaseLock } from './postgres/database-lock.ts'
import { PostgresStore } from './postgres-store.ts'
import type { ObservationBatch } from './record-store.ts'
import { recordStoreContract } from './record-store-contract.ts'

const TEN = Date.parse('2026-09-08T10:00:00+08:00')

let folder: string
let database: EmbeddedPostgres
let number = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-record-'))
  await chmod(folder, 0o711)
  database = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
})
afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

recordStoreContract('the record in PostgreSQL', async () => PostgresStore.open(await emptyDatabase()))

describe('a record whose connection breaks', () => {
  it.each(['before', 'after'] as const)('%s a commit reaches the database: what it says is what the record holds', async (cut) => {
    const url = new URL(await emptyDatabase())
    const proxy = await CuttingProxy.to({ host: url.hostname, port: Number(url.port) })
    url.port = String(proxy.port)
    const store = await PostgresStore.open(url.href)
    const source = await store.addSource('water', 'aa')
    await store.commitBatches([batchOf(source.id, 1)])
    proxy.cutAt('commit\0', cut)
    const outcome = await store.commitBatches([batchOf(source.id, 2)]).then(
      () => 'taken in',
      (fault: { code: string }) => fault.code,
    )
    const kept = await store.loadObservations([{ metric: 'water.level', from: TEN, to: TEN + 10 }])
    expect({ outcome, kept: kept.length }).toEqual(
      cut === 'after' ? { outcome: 'taken in', kept: 2 } : { outcome: 'record/unavailable', kept: 1 },
    )
    expect(await store.commitBatches([batchOf(source.id, 3)])).toHaveLength(1)
    await store.close()
    proxy.close()
  })

  it('numbers revisions without a gap or a repetition across the break', async () => {
    const url = new URL(await emptyDatabase())
    const proxy = await CuttingProxy.to({ host: url.hostname, port: Number(url.port) })
    url.port = String(proxy.port)
    const store = await PostgresStore.open(url.href)
    const commit = () => ({
      ...{ at: TEN, mark: store.newMark(), points: [], rolledBatches: [] },
      events: [{ kind: 'freshness', at: TEN, body: {} }],
    })
    expect(await store.commitRevision(commit())).toBe(1)
    proxy.cutAt('commit\0', 'after')
    expect(await store.commitRevision(commit())).toBe(2)
    proxy.cutAt('commit\0', 'before')
    await expect(store.commitRevision(commit())).rejects.toMatchObject({ code: 'record/unavailable' })
    expect(await store.commitRevision(commit())).toBe(3)
    expect(await store.head()).toBe(3)
    await store.close()
    proxy.close()
  })
})

describe('a database of the customer’s', () => {
  it('needs no more than the right to create in it', async () => {
    const url = new URL(await emptyDatabase())
    await asOwner(
      database.url,
      `create role plain login password 'plain'`,
      `grant create on database ${url.pathname.slice(1)} to plain`,
    )
    url.username = 'plain'
    url.password = 'plain'
    const store = await PostgresStore.open(url.href)
    const source = await store.addSource('water', 'aa')
    await store.commitBatches([batchOf(source.id, 1)])
    expect(await store.dropBefore(TEN)).toEqual([])
    await store.close()
    const again = await PostgresStore.open(url.href)
    expect(again.epoch).toBe(store.epoch)
    await again.close()
  })

  it.each<[why: string, change: (url: URL) => void, words: string]>([
    ['nobody answers', (url) => (url.port = '9'), 'No database answers at 127.0.0.1:9 (ECONNREFUSED)'],
    ['the password is wrong', (url) => (url.password = 'guess'), 'refuses the user guanlan'],
    ['it does not exist', (url) => (url.pathname = 'nowhere'), 'has no database nowhere'],
  ])('is refused in one sentence when %s', async (_why, change, words) => {
    const url = new URL(database.url)
    change(url)
    const fault = await PostgresStore.open(url.href).catch((caught: unknown) => caught)
    expect(fault).toBeInstanceOf(StartupFault)
    expect((fault as Error).message).toContain(words)
    expect((fault as Error).message).not.toMatch(/\n|guess/)
  })

  it('is refused, with the statement that helps, when nothing may be created in it', async () => {
    const url = new URL(await emptyDatabase())
    await asOwner(database.url, `create role guest login password 'guest'`)
    url.username = 'guest'
    url.password = 'guest'
    await expect(PostgresStore.open(url.href)).rejects.toThrow(`grant create on database ${url.pathname.slice(1)} to guest`)
  })

  it('is refused when a newer version of the program wrote it', async () => {
    const url = await emptyDatabase()
    await (await PostgresStore.open(url)).close()
    await asOwner(url, `insert into guanlan.migration (number, name) values (999, '999-future.sql')`)
    await expect(PostgresStore.open(url)).rejects.toThrow('newer version')
  })

  it('is brought up to date once when two servers open it at the same time', async () => {
    const url = await emptyDatabase()
    const stores = await Promise.all([1, 2, 3].map(() => PostgresStore.open(url)))
    expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1)
    for (const store of stores) await store.close()
  })
})

describe('the claim on a database', () => {
  it('belongs to one server at a time, and to the next when that one leaves', async () => {
    const url = await emptyDatabase()
    const never = () => expect.unreachable('the claim was lost')
    const first = await takeDatabaseLock(url, 0, never)
    let waits = 0
    expect(await takeDatabaseLock(url, 300, never, () => waits++)).toBeUndefined()
    expect(waits).toBe(1)
    const waiting = takeDatabaseLock(url, 30_000, never)
    await first?.release()
    const second = await waiting
    expect(second).toBeDefined()
    await second?.release()
  })

  it('is taken again when its connection breaks', async () => {
    const url = await emptyDatabase()
    const lock = await takeDatabaseLock(url, 0, () => expect.unreachable('the claim was lost'))
    const before = await holderOf(url)
    await asOwner(url, BREAK)
    let after = before
    while (after === before || after === undefined) after = await holderOf(url)
    expect(await takeDatabaseLock(url, 0, () => undefined)).toBeUndefined()
    await lock?.release()
  })

  it('is known to be lost when another server was faster', async () => {
    const url = await emptyDatabase()
    const lost = Promise.withResolvers<void>()
    const lock = await takeDatabaseLock(url, 0, lost.resolve)
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    const taken = other.query('select pg_advisory_lock($1)', [SERVER_LOCK])
    await asOwner(url, BREAK)
    await taken
    await lost.promise
    await lock?.release()
    await other.end()
  })

  /** Ends the connection that holds the claim on this database. */
  const BREAK = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guanlan lock' and datname = current_database()`

  async function holderOf(url: string): Promise<number | undefined> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_locks join pg_database on oid = database
        where locktype = 'advisory' and granted and datname = current_database()`,
    )
    await client.end()
    return rows[0]?.pid
  }
})

describe('figures of many years', () => {
  it('are kept by month from 1990 to 2100, and found again', async () => {
    const store = await PostgresStore.open(await emptyDatabase())
    const source = await store.addSource('census', 'aa')
    const moments = [1990, 2000, 2020, 2026, 2100].map((year) => Date.UTC(year, 10, 30, 23, 59, 59, 999))
    const observations = moments.map((at, index) => ({
      ...{ metric: 'people', area: 'city', at, source: source.id, value: index },
      standing: 'authoritative' as const,
    }))
    await store.commitBatches([{ source: source.id, receivedAt: TEN, observations, authorities: [] }])
    const windows = moments.map((at) => ({ metric: 'people', from: at, to: at + 1 }))
    expect((await store.loadObservations(windows)).map(({ at, value }) => [at, value])).toEqual(
      moments.map((at, index) => [at, index]),
    )
    expect(await store.dropBefore(Date.UTC(2000, 11, 1))).toEqual(['observation_1990_11', 'observation_2000_11'])
    expect(await store.loadObservations(windows)).toHaveLength(3)
    await store.close()
  })

  it('keep every bit of a number', async () => {
    const store = await PostgresStore.open(await emptyDatabase())
    const source = await store.addSource('lab', 'aa')
    const values = [0.1 + 0.2, -0, 5e-324, 1.7976931348623157e308, -1e9 / 7, 1 / 3]
    const observations = values.map((value, index) => ({
      ...{ metric: 'x', area: 'city', at: TEN + index, source: source.id, value },
      standing: 'authoritative' as const,
    }))
    await store.commitBatches([{ source: source.id, receivedAt: TEN, observations, authorities: [] }])
    const kept = await store.loadObservations([{ metric: 'x', from: TEN, to: TEN + 100 }])
    expect(kept.map(({ value }) => value)).toEqual(values)
    await store.close()
  })
})

function batchOf(source: number, value: number): ObservationBatch {
  const observation = { metric: 'water.level', area: 'city', at: TEN + value, source, value, standing: 'authoritative' as const }
  return { source, receivedAt: TEN, observations: [observation], authorities: [] }
}

/** The address of a new database in the same server. */
async function emptyDatabase(): Promise<string> {
  const name = `record_${number++}`
  await asOwner(database.url, `create database ${name} strategy wal_log`)
  const url = new URL(database.url)
  url.pathname = name
  return url.href
}

async function asOwner(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

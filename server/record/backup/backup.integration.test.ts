import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestedDatabase } from '../../testing/tested-database.ts'
import { applyMigrations, knownMigrations } from '../migrate.ts'
import { PostgresStore } from '../postgres-store.ts'
import { BackupFault } from './backup-fault.ts'
import { readBackup } from './read-backup.ts'
import { openRecordClient, transactionOf } from './record-client.ts'
import { type Restoring, restoreBackup } from './restore-backup.ts'
import { keptTables } from './schema-parts.ts'
import { writeBackup } from './write-backup.ts'

const NOW = Date.UTC(2026, 8, 8)
const ANCHOR = { name: 'newest.json', content: Buffer.from('{"seq":0}\n') }

let databases: TestedDatabase
let folder: string
let source: string
let file: string

beforeAll(async () => {
  databases = await TestedDatabase.start()
  folder = await mkdtemp(join(tmpdir(), 'guanlan-backup-'))
  source = await filled()
  file = join(folder, 'whole.backup')
  await backUp(source, file)
})
afterAll(async () => {
  await databases.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('a backup', () => {
  it('holds every table of the schema, one that nobody has thought of included, and nobody but its owner can read it', async () => {
    await databases.ask(
      source,
      'create table guanlan.tested_addition (a integer, twice integer generated always as (a * 2) stored)',
    )
    await databases.ask(source, 'insert into guanlan.tested_addition (a) values (21)')
    const wider = join(folder, 'wider.backup')
    const { manifest } = await backUp(source, wider)
    await databases.ask(source, 'drop table guanlan.tested_addition')

    const parts = new Map(manifest.parts.map(({ part, sum }) => [part.name, { part, sum }]))
    const all = await databases.ask(
      source,
      `select relname::text as name from pg_class where relnamespace = 'guanlan'::regnamespace and relkind = 'r'`,
    )
    expect(all.length).toBeGreaterThan(40)
    expect(all.filter(({ name }) => !parts.has(String(name)))).toEqual([])
    expect(parts.get('tested_addition')).toMatchObject({ part: { columns: ['a'] }, sum: { rows: 1 } })
    expect(parts.get('observation_2026_09')).toMatchObject({ part: { partOf: { table: 'observation' } }, sum: { rows: 500 } })
    expect((await stat(wider)).mode & 0o077).toBe(0)
  })

  it('is of one moment: what is committed while it is written is in the next one', async () => {
    const busy = await filled()
    const store = await PostgresStore.open(busy)
    const writing = { isOver: false }
    const writer = (async () => {
      for (let batch = 0; !writing.isOver; batch++) await say(store, 1, batch, 40)
    })()
    const early = await backUp(busy, join(folder, 'early.backup'))
    writing.isOver = true
    await writer
    await store.close()
    const rows = (name: RegExp) =>
      early.manifest.parts.filter(({ part }) => name.test(part.name)).reduce((sum, each) => sum + each.sum.rows, 0)
    const target = await databases.empty()
    await restoreBackup(toRestore(target, join(folder, 'early.backup')))
    // A batch says how many rows it has: were the tables of different moments, this would not hold.
    const [kept] = await databases.ask(target, 'select sum(rows)::int as told, count(*)::int as batches from guanlan.batch')
    expect(kept).toEqual({ told: rows(/^observation_/), batches: rows(/^batch$/) })
  })

  it('never takes the place of a file, and leaves nothing behind when it cannot be written', async () => {
    await expect(backUp(source, file)).rejects.toThrow('is there already')
    await expect(backUp(source, join(folder, 'nowhere', 'x.backup'))).rejects.toThrow(BackupFault)
    await expect(backUp(await databases.empty(), join(folder, 'none.backup'))).rejects.toThrow('There is no record')
    await expect(stat(join(folder, 'none.backup.unfinished'))).rejects.toThrow('ENOENT')
  })
})

describe('a restore onto an empty database', () => {
  it('has every row, counter and index again, and begins an epoch of its own at the same revision', async () => {
    const target = await databases.empty()
    const { manifest, epoch, files } = await restoreBackup(toRestore(target, file))
    expect(files).toEqual([ANCHOR])
    expect(await indexesOf(target)).toEqual(await indexesOf(source))
    expect(await bondsOf(target)).toEqual(await bondsOf(source))
    const again = await backUp(target, join(folder, 'again.backup'))
    const sums = ({ parts }: typeof manifest) => parts.filter(({ part }) => part.name !== 'epoch')
    expect(sums(again.manifest)).toEqual(sums(manifest))
    expect(again.manifest.sequences).toEqual(manifest.sequences)
    expect(again.manifest).toMatchObject({ revision: manifest.revision, epoch })
    expect(epoch).not.toBe(manifest.epoch)

    const store = await PostgresStore.open(target)
    expect(store.epoch).toBe(epoch)
    // Counters go on where they were: a new source and a new batch find their numbers free.
    const next = await store.addSource('after', 'dd')
    await say(store, next.id, 9_000, 3)
    await store.close()
  })

  it('of an older version of the schema ends with the newest', async () => {
    const known = await knownMigrations()
    const older = await databases.empty()
    const client = new Client({ connectionString: older })
    await client.connect()
    await client.query('begin')
    await applyMigrations(client, known.slice(0, 8))
    await client.query(
      `insert into guanlan.epoch values ('older', 1); insert into guanlan.source (name, token_hash) values ('s', 'h')`,
    )
    await client.query('commit')
    await client.end()
    await backUp(older, join(folder, 'older.backup'))
    const target = await databases.empty()
    await restoreBackup(toRestore(target, join(folder, 'older.backup')))
    const found = await databases.ask(target, 'select number from guanlan.migration order by number')
    expect(found.map(({ number }) => number)).toEqual(known.map(({ number }) => number))
    expect(await databases.ask(target, 'select name from guanlan.source')).toEqual([{ name: 's' }])
  })
})

describe('a restore changes nothing', () => {
  it('where a record is, unless it is told to replace it; and then all of that record is gone', async () => {
    const target = await filled()
    await databases.ask(target, `insert into guanlan.source (name, token_hash) values ('of before', 'ff')`)
    const before = await sumsOf(target)
    await expect(restoreBackup(toRestore(target, file))).rejects.toThrow('say --replace')
    expect(await sumsOf(target)).toEqual(before)
    await restoreBackup({ ...toRestore(target, file), isReplacing: true })
    expect(await databases.ask(target, `select from guanlan.source where name = 'of before'`)).toEqual([])
  })

  it('when it fails at its very end, or a server still works with the database', async () => {
    const target = await filled()
    const before = await sumsOf(target)
    const failing = { ...toRestore(target, file), isReplacing: true, settle: () => Promise.reject(new Error('at the end')) }
    await expect(restoreBackup(failing)).rejects.toThrow('at the end; nothing was changed')
    const store = await PostgresStore.open(target)
    await expect(restoreBackup({ ...toRestore(target, file), isReplacing: true })).rejects.toThrow('stop it first')
    await store.close()
    expect(await sumsOf(target)).toEqual(before)
  })

  it('from a file that lost its end or had one byte of it changed, wherever; the sentence names the part', async () => {
    const whole = await readFile(file)
    const damaged = join(folder, 'damaged.backup')
    const { parts } = await readBackup(file)
    const names = new Set(parts.map(({ part }) => part.name))
    const places = Array.from({ length: 50 }, (_, index) => Math.floor((index / 50) * whole.length))
    const named: string[] = []
    for (const place of [...places, whole.length - 1]) {
      const changed = Buffer.from(whole)
      changed.writeUInt8(changed.readUInt8(place) ^ 0x20, place)
      await writeFile(damaged, changed)
      const said = await readBackup(damaged).then(
        () => 'whole',
        (fault: unknown) => (fault instanceof BackupFault ? fault.message : String(fault)),
      )
      expect(said, `byte ${place}`).toMatch(/is damaged in|ends in the middle of|is not a backup/)
      named.push(said)
    }
    expect(named.filter((said) => [...names].some((name) => said.includes(` ${name}:`))).length).toBeGreaterThan(25)
    for (const length of [0, 10, 400, Math.floor(whole.length / 2), whole.length - 1]) {
      await writeFile(damaged, whole.subarray(0, length))
      await expect(readBackup(damaged)).rejects.toThrow(/the rest of it is missing|is not a backup/)
    }
    const target = await databases.empty()
    await expect(restoreBackup(toRestore(target, damaged))).rejects.toThrow(BackupFault)
    expect(await databases.ask(target, `select to_regnamespace('guanlan') as there`)).toEqual([{ there: null }])
  })
})

/** A record with some months of observations, points, and rows that refer to each other. */
async function filled(): Promise<string> {
  const url = await databases.migrated()
  const store = await PostgresStore.open(url)
  const { id } = await store.addSource('water', 'aa')
  for (let batch = 0; batch < 10; batch++) await say(store, id, batch, 50)
  await store.close()
  await databases.ask(
    url,
    `insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at) values ('a', '张伟', 'zhangwei', '张伟', false, 1, 1)`,
    `insert into guanlan.remit (id, account, role, area, granted_at) values ('r', 'a', 'leader', 'rm', 1)`,
    'update guanlan.head set revision = 7',
  )
  return url
}

async function say(store: PostgresStore, source: number, batch: number, rows: number): Promise<void> {
  const observations = Array.from({ length: rows }, (_, row) => ({
    ...{ metric: 'grid.load', area: `town-${row % 7}`, at: NOW + batch * 60_000 + row, source, standing: 'authoritative' as const },
    value: row / 3,
  }))
  await store.commitBatches([{ source, receivedAt: NOW, observations, authorities: [] }])
}

function backUp(url: string, into: string) {
  return writeBackup({ url, file: into, city: 'rivermouth', program: '0.1.0', files: [ANCHOR], now: () => NOW })
}

function toRestore(url: string, from: string): Restoring {
  return { url, file: from, isReplacing: false, now: () => NOW }
}

/** Rows and their sum, table by table: whether anything is different from before. */
async function sumsOf(url: string): Promise<unknown> {
  const client = await openRecordClient(url)
  const sums: unknown[] = []
  for (const { name } of await keptTables(transactionOf(client)))
    sums.push([name, (await client.query(`select count(*), sum(hashtextextended(t::text, 0)) from guanlan."${name}" t`)).rows])
  await client.end()
  return sums
}

function indexesOf(url: string) {
  return databases.ask(url, `select indexname, indexdef from pg_indexes where schemaname = 'guanlan' order by 1, 2`)
}

function bondsOf(url: string) {
  return databases.ask(
    url,
    `select conrelid::regclass::text as a, conname, pg_get_constraintdef(oid) as definition, null as enabled from pg_constraint
      where connamespace = 'guanlan'::regnamespace and contype = 'f'
      union all select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text from pg_trigger where not tgisinternal
      order by 1, 2`,
  )
}

import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, expect, it } from 'vitest'
import { CONNECTION_FILE } from '../record/embedded/embedded-postgres.ts'
import { seen } from '../testing/seen.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { rowsOf } from './testing/tested-process.ts'

const PAGE = 8_192
const ROUNDS = 20

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it('a log whose end is torn by a kill is read up to the tear: what was acknowledged is there, what was not is gone', async (test) => {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'debug' })
  closers.push(() => server.remove())
  await server.start()
  const token = await server.mint('feed')
  for (let round = 0; round < ROUNDS; round++) await server.post(token, rowsOf(round, Date.now() - round * 1_000))
  const client = await connectedTo(server)
  const [acknowledged] = await ask<{ rows: number; file: string; at: number }>(
    client,
    `select (select sum(rows)::int from guanlan.batch) as rows, w.file_name as file, w.file_offset as at
       from pg_walfile_name_offset(pg_current_wal_flush_lsn()) w`,
  )
  await client.query('begin')
  await client.query(
    `insert into guanlan.command (id, type, actor, digest, answer, at) select 'torn-' || n, 't', 'a', 'd', '{}', 0 from generate_series(1, 4000) n`,
  )
  // Until what was never committed is in the log as well.
  for (;;) {
    const [log] = await ask<{ done: boolean }>(
      client,
      'select pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn() - 8192 as done',
    )
    if (log?.done) break
    await pause(20)
  }
  process.kill(postmasterOf(server), 'SIGKILL')
  await server.kill()
  await client.end().catch(() => undefined)
  const { file = '', at = 0, rows } = acknowledged ?? {}
  const log = await open(join(server.dataDir, 'postgres', 'pg_wal', file), 'r+')
  const { size } = await log.stat()
  const from = Math.min(size - PAGE, (Math.floor(at / PAGE) + 3) * PAGE + PAGE / 2)
  await log.write(Buffer.alloc(PAGE, 0x5a), 0, PAGE, from)
  await log.close()

  await server.start()
  const again = await connectedTo(server)
  const [kept] = await ask<{ rows: number; torn: number }>(
    again,
    `select (select sum(rows)::int from guanlan.batch) as rows, (select count(*)::int from guanlan.command where id like 'torn-%') as torn`,
  )
  await again.end()
  const told = server.log.match(/(?:redo done at|invalid|incorrect|unexpected pageaddr)[^"\\]*/g) ?? []
  seen(test, `torn ${from - at} bytes behind the last acknowledged one; ${rows} rows were acknowledged, ${kept?.rows} are there`)
  seen(test, `the database said: ${told.slice(0, 2).join(' · ')}`)
  expect(kept).toEqual({ rows, torn: 0 })
  expect(told.length).toBeGreaterThan(0)
})

it('a byte that is flipped in the middle of a table is found when it is read: the start says so, and shows nobody a wrong figure', async (test) => {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal' })
  closers.push(() => server.remove())
  await server.start()
  const token = await server.mint('feed')
  for (let round = 0; round < ROUNDS; round++) await server.post(token, rowsOf(round, Date.now() - round * 10_000))
  const client = await connectedTo(server)
  const parts = await ask<{ file: string; name: string }>(
    client,
    `select pg_relation_filepath(inhrelid) as file, inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'guanlan.point'::regclass and pg_relation_size(inhrelid) > 0`,
  )
  await client.end()
  await server.stop()
  expect(parts.length).toBeGreaterThan(0)
  for (const { file } of parts) await flip(join(server.dataDir, 'postgres', file))

  const said = await server.start().then(
    () => 'nothing',
    (fault: Error) => fault.message,
  )
  await server.kill()
  seen(test, `one bit of ${parts.map(({ name }) => name).join(', ')} was flipped; the start said: ${said}`)
  expect(said).toMatch(/^The record cannot be read: .*invalid page.*restore a backup/)
})

/** Turns one bit in the first page: of a row, which lie at the end of a page. */
async function flip(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, PAGE - 100)
  byte.writeUInt8(byte.readUInt8() ^ 1)
  await handle.write(byte, 0, 1, PAGE - 100)
  await handle.close()
}

async function connectedTo(server: ServerProcess): Promise<Client> {
  const { url } = JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function ask<Row extends object>(client: Client, sql: string): Promise<readonly Row[]> {
  return (await client.query<Row>(sql)).rows
}

function postmasterOf(server: ServerProcess): number {
  return Number.parseInt(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

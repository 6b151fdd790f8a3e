import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { PostgresStore } from './postgres-store.ts'
import { recordStoreContract } from './record-store-contract.ts'

let folder: string
let database: EmbeddedPostgres
let number = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-record-'))
  database = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
})
afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

recordStoreContract('the record in PostgreSQL', async () => PostgresStore.open(await emptyDatabase()))

/** The address of a new database in the same server. */
async function emptyDatabase(): Promise<string> {
  const name = `record_${number++}`
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`create database ${name} strategy wal_log`)
  await client.end()
  const url = new URL(database.url)
  url.pathname = name
  return url.href
}

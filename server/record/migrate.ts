import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { StartupFault } from '../startup-fault.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

/** Any number no other program is likely to lock; all servers of one database take turns by it. */
export const MIGRATION_LOCK = 7_205_759_403_792

/** One step of the schema: a file of `migrations/`, applied once. */
export interface Migration {
  readonly number: number
  readonly name: string
}

/** Every migration this version of the program knows, in order. */
export async function knownMigrations(): Promise<readonly Migration[]> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}-.+\.sql$/.test(name)).sort()
  return files.map((name) => ({ number: Number.parseInt(name, 10), name }))
}

/**
 * Brings the schema `guanlan` up to date: the numbered SQL files of `migrations/`, each once, in one transaction, one
 * server at a time. Needs the right to create a schema in the database, no more.
 * Throws StartupFault when the database was written by a newer version of the program.
 */
export async function migrate(client: ClientBase): Promise<void> {
  const known = await knownMigrations()
  const before = await applied(client)
  if (before.size === known.length && known.every(({ number }) => before.has(number))) return
  await client.query('begin')
  try {
    await applyMigrations(client, known)
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback').catch(() => undefined)
    throw fault
  }
}

/**
 * Applies those of `migrations` that the database has not seen, in the transaction that is under way on the connection, and
 * makes the schema where there is none. Throws StartupFault when the database knows newer ones than `migrations`.
 */
export async function applyMigrations(client: ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  const { rows } = await client.query<{ there: boolean }>(`select to_regnamespace('guanlan') is not null as there`)
  if (!rows[0]?.there) await client.query('create schema guanlan')
  await client.query(
    'create table if not exists guanlan.migration (number integer primary key, name text not null, applied_at timestamptz not null default now())',
  )
  const done = await applied(client)
  const current = Math.max(0, ...done)
  const newest = migrations.at(-1)?.number ?? 0
  if (current > newest)
    throw new StartupFault(
      `The record was written by a newer version of this program (its migration ${current}; this version knows ${newest}); start that version or a newer one`,
    )
  for (const { number, name } of migrations) {
    if (done.has(number)) continue
    await client.query(await readFile(join(FOLDER, name), 'utf8'))
    await client.query('insert into guanlan.migration (number, name) values ($1, $2)', [number, name])
  }
}

/** The numbers of the migrations applied; none in a database without our schema. */
async function applied(client: ClientBase): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('guanlan.migration') is not null as there`)
  if (!rows[0]?.there) return new Set()
  const found = await client.query<{ number: number }>('select number from guanlan.migration')
  return new Set(found.rows.map(({ number }) => number))
}

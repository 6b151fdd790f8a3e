import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { StartupFault } from '../startup-fault.ts'

const FOLDER = join(import.meta.dirname, 'migrations')

/** Any number no other program is likely to lock; all servers of one database take turns by it. */
export const MIGRATION_LOCK = 7_205_759_403_792

/**
 * Brings the schema `guanlan` up to date: the numbered SQL files of `migrations/`, each once, in one transaction, one
 * server at a time. Needs the right to create a schema in the database, no more.
 * Throws StartupFault when the database was written by a newer version of the program.
 */
export async function migrate(client: ClientBase): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{3}-.+\.sql$/.test(name)).sort()
  const newest = Number.parseInt(files.at(-1) ?? '0', 10)
  const numbers = files.map((name) => Number.parseInt(name, 10))
  const before = await applied(client)
  if (before.size === numbers.length && numbers.every((number) => before.has(number))) return
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const { rows } = await client.query<{ there: boolean }>(`select to_regnamespace('guanlan') is not null as there`)
    if (!rows[0]?.there) await client.query('create schema guanlan')
    await client.query(
      'create table if not exists guanlan.migration (number integer primary key, name text not null, applied_at timestamptz not null default now())',
    )
    const done = await applied(client)
    const current = Math.max(0, ...done)
    if (current > newest)
      throw new StartupFault(
        `The record was written by a newer version of this program (its migration ${current}; this version knows ${newest}); start that version or a newer one`,
      )
    for (const name of files) {
      const number = Number.parseInt(name, 10)
      if (done.has(number)) continue
      await client.query(await readFile(join(FOLDER, name), 'utf8'))
      await client.query('insert into guanlan.migration (number, name) values ($1, $2)', [number, name])
    }
    await client.query('commit')
  } catch (fault) {
    await client.query('rollback').catch(() => undefined)
    throw fault
  }
}

/** The numbers of the migrations applied; none in a database without our schema. */
async function applied(client: ClientBase): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('guanlan.migration') is not null as there`)
  if (!rows[0]?.there) return new Set()
  const found = await client.query<{ number: number }>('select number from guanlan.migration')
  return new Set(found.rows.map(({ number }) => number))
}

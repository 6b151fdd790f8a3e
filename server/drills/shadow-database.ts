import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'

/** A PostgreSQL for drills alone, in a folder of its own that goes with it: no drill ever comes near the record of the city. */
export interface ShadowDatabases {
  readonly folder: string
  /** The address of a new, empty database. */
  make(name: string): Promise<string>
  /** Takes everything away. */
  close(): Promise<void>
}

export async function openShadowDatabases(): Promise<ShadowDatabases> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-drill-'))
  await chmod(folder, 0o711)
  const cluster = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
  return {
    folder,
    make: async (name) => {
      const database = `drill_${name.replaceAll('-', '_')}`
      const client = new pg.Client({ connectionString: cluster.url })
      await client.connect()
      await client.query(`create database ${database}`)
      await client.end()
      const url = new URL(cluster.url)
      url.pathname = database
      return url.href
    },
    close: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

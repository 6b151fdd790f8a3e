import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { migrate } from '../record/migrate.ts'

/** An embedded PostgreSQL of a test's own, with as many databases in it as the test likes. */
export class TestedDatabase {
  readonly folder: string
  readonly #server: EmbeddedPostgres
  #made = 0

  private constructor(folder: string, server: EmbeddedPostgres) {
    this.folder = folder
    this.#server = server
  }

  /** `settings` are of PostgreSQL, each as `name=value`. */
  static async start(settings: readonly string[] = []): Promise<TestedDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'guanlan-database-'))
    await chmod(folder, 0o711)
    return new TestedDatabase(
      folder,
      await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined }, settings),
    )
  }

  /** The address of a new, empty database, as its owner. */
  async empty(): Promise<string> {
    const name = `tested_${this.#made++}`
    await this.ask(this.#server.url, `create database ${name} strategy wal_log`)
    const url = new URL(this.#server.url)
    url.pathname = name
    return url.href
  }

  /** The address of a new database with the schema of the record in it, as its owner. */
  async migrated(): Promise<string> {
    const url = await this.empty()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await migrate(client)
    await client.end()
    return url
  }

  /** Asks statements one after the other on a connection of their own; returns the rows of the last. */
  async ask(url: string, ...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      let rows: readonly Record<string, unknown>[] = []
      for (const statement of statements) rows = (await client.query(statement)).rows
      return rows
    } finally {
      await client.end()
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}

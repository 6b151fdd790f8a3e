import type { Pool } from 'pg'
import { MIGRATION_LOCK } from '../migrate.ts'
import { forgetHours } from './forget-hours.ts'

/** The tables that are kept by month. */
export type PartitionedTable = 'observation' | 'point'

/** A month of UTC as YYYYMM. */
type Month = number

/** Makes, knows and drops the monthly parts of the long tables. */
export class Partitions {
  readonly #pool: Pool
  readonly #known: Record<PartitionedTable, Set<Month>> = { observation: new Set(), point: new Set() }

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async load(): Promise<void> {
    for (const { table, month } of await this.#list()) this.#known[table].add(month)
  }

  /**
   * Makes the parts these instants (epoch ms) fall into, in a transaction of its own. Each is made beside its parent and
   * attached, which readers and writers of other months do not have to wait for. The database makes them on our behalf:
   * the server's role may not create tables.
   */
  async ensure(table: PartitionedTable, instants: Iterable<number>): Promise<void> {
    const missing = new Set<Month>()
    let lastFrom = 0
    let lastTo = 0
    for (const at of instants) {
      if (at >= lastFrom && at < lastTo) continue
      const month = monthOf(at)
      lastFrom = monthStart(month)
      lastTo = monthEnd(month)
      if (!this.#known[table].has(month)) missing.add(month)
    }
    if (missing.size === 0) return
    const client = await this.#pool.connect()
    let fault: Error | undefined
    try {
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
      for (const month of [...missing].sort((a, b) => a - b)) {
        await client.query('select guanlan.make_month($1, $2::date)', [table, monthDate(month)])
      }
      await client.query('commit')
    } catch (caught) {
      fault = caught as Error
      await client.query('rollback').catch(() => undefined)
      throw caught
    } finally {
      client.release(fault)
    }
    for (const month of missing) this.#known[table].add(month)
  }

  /** Drops the parts that end at or before `before` (epoch ms), as the owner alone may; returns their names, oldest first. */
  async dropBefore(before: number): Promise<string[]> {
    const old = (await this.#list()).filter(({ month }) => monthEnd(month) <= before)
    const dropped: string[] = []
    for (const { table, month } of old.sort((a, b) => a.month - b.month || a.table.localeCompare(b.table))) {
      const name = partName(table, month)
      await this.#pool.query(`drop table if exists guanlan.${name}`)
      this.#known[table].delete(month)
      dropped.push(name)
    }
    const months = old.flatMap(({ table, month }) => (table === 'point' ? [month] : [])).sort((a, b) => a - b)
    const [first, last] = [months[0], months.at(-1)]
    if (first !== undefined && last !== undefined) await forgetHours(this.#pool, monthStart(first), monthEnd(last))
    return dropped
  }

  async #list(): Promise<{ table: PartitionedTable; month: Month }[]> {
    const { rows } = await this.#pool.query<{ name: string }>(
      `select part.relname as name from pg_inherits
         join pg_class part on part.oid = inhrelid
        where inhparent in ('guanlan.observation'::regclass, 'guanlan.point'::regclass)`,
    )
    return rows.flatMap(({ name }) => {
      const [, table, year, month] = /^(observation|point)_(\d{4})_(\d{2})$/.exec(name) ?? []
      return table === undefined ? [] : [{ table: table as PartitionedTable, month: Number(year) * 100 + Number(month) }]
    })
  }
}

function monthOf(at: number): Month {
  const date = new Date(at)
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1
}

function monthStart(month: Month): number {
  return Date.UTC(Math.floor(month / 100), (month % 100) - 1, 1)
}

function monthEnd(month: Month): number {
  return Date.UTC(Math.floor(month / 100), month % 100, 1)
}

function monthDate(month: Month): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}-01`
}

function partName(table: PartitionedTable, month: Month): string {
  return `${table}_${Math.floor(month / 100)}_${String(month % 100).padStart(2, '0')}`
}

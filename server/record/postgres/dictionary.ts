import type { Pool } from 'pg'

/** The small numbers that stand for metric ids or area codes in the long tables. Numbers are never reused or removed. */
export class Dictionary {
  readonly #table: 'metric' | 'area'
  readonly #pool: Pool
  readonly #ids = new Map<string, number>()
  readonly #names = new Map<number, string>()

  constructor(table: 'metric' | 'area', pool: Pool) {
    this.#table = table
    this.#pool = pool
  }

  /** Reads what there is; again whenever a number turns up that another process gave out. */
  async load(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: number; name: string }>(`select id, name from guanlan.${this.#table}`)
    for (const { id, name } of rows) this.#learn(id, name)
  }

  /** Gives every name a number, outside the caller's transaction: a number stays known when that one fails. */
  async ensure(names: Iterable<string>): Promise<void> {
    const unknown = new Set<string>()
    for (const name of names) if (!this.#ids.has(name)) unknown.add(name)
    if (unknown.size === 0) return
    const missing = [...unknown]
    const insert = `insert into guanlan.${this.#table} (name) select unnest($1::text[]) on conflict do nothing`
    await this.#pool.query(insert, [missing])
    const select = `select id, name from guanlan.${this.#table} where name = any($1)`
    const { rows } = await this.#pool.query<{ id: number; name: string }>(select, [missing])
    for (const { id, name } of rows) this.#learn(id, name)
  }

  /** The number of a name, or undefined when the record has never met it. */
  find(name: string): number | undefined {
    return this.#ids.get(name)
  }

  /** The number of a name that `ensure` was given. */
  id(name: string): number {
    const id = this.#ids.get(name)
    if (id === undefined) throw new Error(`${this.#table} ${name} has no number yet`)
    return id
  }

  /** The name of a number read from the record. Reads the table again first when the number is new to this process. */
  async ensureIds(ids: Iterable<number>): Promise<void> {
    for (const id of ids) if (!this.#names.has(id)) return this.load()
  }

  name(id: number): string {
    const name = this.#names.get(id)
    if (name === undefined) throw new Error(`${this.#table} number ${id} has no name`)
    return name
  }

  #learn(id: number, name: string): void {
    this.#ids.set(name, id)
    this.#names.set(id, name)
  }
}

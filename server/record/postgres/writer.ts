import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientConfig, type QueryResult } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { RecordFault } from '../record-store.ts'
import { isConnectionLost, recordFaultOf } from './record-fault-of.ts'

/** How long to look for the outcome of a COMMIT whose answer got lost, in ms. */
const OUTCOME_PATIENCE_MS = 20_000

/** What a transaction may do. */
export interface Transaction {
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  /** Sends rows, as `copyRows` writes them, to `COPY … FROM STDIN (FORMAT binary)`: each piece when the one before has left. */
  copy(into: string, pieces: Iterable<Buffer>): Promise<void>
}

/** How a transaction is recognised in the database. */
export interface Proof {
  readonly text: string
  readonly values: readonly unknown[]
}

/**
 * One connection that does one transaction after another. It connects when there is something to do and again when it
 * broke. Every failure that is the storage's comes out as RecordFault, and then nothing of the transaction was taken in:
 * when the answer to a COMMIT gets lost, the database is asked what became of it. Its number alone does not tell: after a
 * crash PostgreSQL gives the numbers of transactions that left no trace on the disk to others (and numbers of sequences
 * too), so each transaction writes a mark of its own and is believed by that.
 */
export class Writer {
  readonly #config: ClientConfig
  #client: Client | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(config: ClientConfig) {
    this.#config = config
  }

  /**
   * `opening` is a SELECT without parameters that rides along with BEGIN; its rows are handed to `work`. `proof` is a
   * SELECT that gives a row if, and only if, this very transaction was committed.
   */
  transaction<Opened extends object, Result>(
    opening: string,
    work: (transaction: Transaction, opened: Opened[]) => Promise<Result>,
    proof: Proof,
  ): Promise<Result> {
    const turn = this.#last.then(() => this.#run(opening, work, proof))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Waits for what is under way, then disconnects. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
    await this.#client?.end().catch(() => undefined)
    this.#client = undefined
  }

  async #run<Opened extends object, Result>(
    opening: string,
    work: (transaction: Transaction, opened: Opened[]) => Promise<Result>,
    proof: Proof,
  ): Promise<Result> {
    let xid: string | undefined
    let result: Result
    try {
      if (this.#closed) throw new RecordFault('record/unavailable', new Error('the record is closed'))
      const client = await this.#connected()
      const answers = (await client.query(
        `begin; select pg_current_xact_id()::text as xid; ${opening}`,
      )) as unknown as QueryResult[]
      xid = (answers[1] as QueryResult<{ xid: string }>).rows[0]?.xid
      result = await work(transactionOn(client), (answers[2]?.rows ?? []) as Opened[])
    } catch (fault) {
      await this.#undo(fault)
      throw recordFaultOf(fault)
    }
    try {
      await (this.#client as Client).query('commit')
    } catch (fault) {
      await this.#undo(fault)
      if (!isConnectionLost(fault) || !(await this.#wasCommitted(xid, proof))) throw recordFaultOf(fault)
    }
    return result
  }

  async #undo(fault: unknown): Promise<void> {
    const client = this.#client
    if (!client) return
    if (!isConnectionLost(fault)) {
      const undone = await client.query('rollback').then(
        () => true,
        () => false,
      )
      if (undone) return
    }
    this.#client = undefined
    void client.end().catch(() => undefined)
  }

  /**
   * What became of a transaction, asked over a new connection for as long as it takes the database to come back. While its
   * number is under way the old connection may still be committing it; afterwards its mark is there or never will be.
   */
  async #wasCommitted(xid: string | undefined, { text, values }: Proof): Promise<boolean> {
    const until = performance.now() + OUTCOME_PATIENCE_MS
    while (performance.now() < until) {
      try {
        const client = await this.#connected()
        if (!(await isUnderWay(client, xid))) return ((await client.query(text, [...values])).rowCount ?? 0) > 0
      } catch (fault) {
        await this.#undo(fault)
      }
      await pause(100)
    }
    return false
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client
    const client = new Client(this.#config)
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined
    })
    await client.connect()
    this.#client = client
    return client
  }
}

/** A number the database has not come to yet, again, belongs to nobody. */
async function isUnderWay(client: Client, xid: string | undefined): Promise<boolean> {
  const { rows } = await client.query<{ status: string | null }>(
    'select case when $1::xid8 < pg_snapshot_xmax(pg_current_snapshot()) then pg_xact_status($1::xid8) end as status',
    [xid],
  )
  return rows[0]?.status === 'in progress'
}

function transactionOn(client: Client): Transaction {
  return {
    query: async <Row extends object>(text: string, values: unknown[] = []) => (await client.query<Row>(text, values)).rows,
    copy: (into, pieces) => pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${into} from stdin (format binary)`))),
  }
}

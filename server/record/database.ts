import { type ClientConfig, Pool, type PoolClient, type QueryResultRow, types } from 'pg'
import { type Listener, openListener } from './postgres/listener.ts'
import { recordFaultOf } from './postgres/record-fault-of.ts'

/** Connections for what people do; figures have their own. */
const CONNECTIONS = 8
const CONNECT_PATIENCE_MS = 5_000
const ANSWER_PATIENCE_MS = 20_000
const INT8 = 20

/** Asks one statement; rows come back typed by the asker. 64-bit whole numbers come as numbers: times stay below 2⁵³. */
export interface Queries {
  query<Row extends QueryResultRow = QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

/** Queries that take effect together or not at all. */
export interface Transaction extends Queries {
  readonly kind: 'transaction'
}

/**
 * The database of the record, for the parts that keep state of their own there: accounts, sessions, screens, audit.
 * Every method throws RecordFault when the database cannot do it.
 */
export interface Database extends Queries {
  /** Commits what `work` did when it resolves, and undoes all of it when it throws. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Hears what is called out in this database on a channel; see `openListener`. The caller closes it. */
  listen(channel: string, onCall: (said: string) => void): Listener
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly connections?: number
  /** Longest wait for a connection and for an answer, ms. */
  readonly patienceMs?: number
}

/** Opens a pool on a database whose schema is up to date already. */
export function openDatabase(url: string, { connections = CONNECTIONS, patienceMs }: DatabaseOptions = {}): Database {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'guanlan-access',
    connectionTimeoutMillis: patienceMs ?? CONNECT_PATIENCE_MS,
    query_timeout: patienceMs ?? ANSWER_PATIENCE_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  }
  const pool = new Pool({ ...config, max: connections })
  // A connection that breaks while idle is replaced when it is next needed.
  pool.on('error', () => undefined)
  // One that breaks while it is lent out, between two queries, fails the next query; nobody else may be ended by it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const ask = async <Row extends QueryResultRow>(on: Pool | PoolClient, sql: string, values: readonly unknown[] = []) => {
    try {
      return (await on.query<Row>(sql, [...values])).rows
    } catch (fault) {
      throw recordFaultOf(fault)
    }
  }
  return {
    query: (sql, values) => ask(pool, sql, values),
    transaction: async (work) => {
      const client = await pool.connect().catch((fault: unknown) => {
        throw recordFaultOf(fault)
      })
      let isBroken = false
      try {
        await ask(client, 'begin')
        const result = await work({ kind: 'transaction', query: (sql, values) => ask(client, sql, values) })
        await ask(client, 'commit')
        return result
      } catch (fault) {
        await client.query('rollback').catch(() => {
          isBroken = true
        })
        throw fault
      } finally {
        client.release(isBroken)
      }
    },
    listen: (channel, onCall) => openListener(url, channel, onCall),
    close: () => pool.end(),
  }
}

import { Client, types } from 'pg'
import type { Transaction } from '../database.ts'
import { openingSentence } from '../postgres/opening-sentence.ts'
import { BackupFault } from './backup-fault.ts'

const CONNECT_PATIENCE_MS = 5_000
const INT8 = 20

/** How these connections are called in the database's own list. */
export const BACKUP_CONNECTION = 'guanlan backup'

/** A connection that reads or writes the record as a whole, for as long as that takes. Throws BackupFault when there is none. */
export async function openRecordClient(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: BACKUP_CONNECTION,
    connectionTimeoutMillis: CONNECT_PATIENCE_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  })
  // Whoever waits for an answer over it hears of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (cause) {
    throw new BackupFault(openingSentence(url, cause), { cause })
  }
}

/** The transaction that is under way on a connection, for those who ask in one. */
export function transactionOf(client: Client): Transaction {
  return { kind: 'transaction', query: async (sql, values = []) => (await client.query(sql, [...values])).rows }
}

import { takeDataFolder } from './data-folder.ts'
import { type Database, openDatabase } from './record/database.ts'
import { type EmbeddedNews, startEmbeddedPostgres } from './record/embedded/embedded-postgres.ts'
import { takeDatabaseLock } from './record/postgres/database-lock.ts'
import { PostgresStore } from './record/postgres-store.ts'
import { StartupFault } from './startup-fault.ts'

/** How long to wait for a server that is just leaving, in ms: it may still be writing its memory to disk. */
const LEAVING_PATIENCE_MS = 30_000

/** What keeps other servers off the record while this one runs. */
export interface RecordClaim {
  release(): Promise<void>
}

/**
 * Takes the record for this process: the database of `databaseUrl`, else the data folder. `onLost` is called when another
 * server took the database while it could not be reached. Throws StartupFault when another server keeps it.
 */
export async function claimRecord(
  databaseUrl: string | undefined,
  dataDir: string,
  onWait: () => void,
  onLost: () => void,
): Promise<RecordClaim> {
  if (databaseUrl === undefined) {
    const lock = await takeDataFolder(dataDir, onWait)
    return { release: async () => lock.release() }
  }
  const lock = await takeDatabaseLock(databaseUrl, LEAVING_PATIENCE_MS, onLost, onWait)
  if (lock) return lock
  throw new StartupFault(
    'The database of DATABASE_URL is in use by another server of this program; stop that one, or name another database',
  )
}

/** The record, and the database below it where it is ours. */
export interface OpenRecord {
  readonly store: PostgresStore
  /** Where the parts with state of their own keep it: accounts, sessions, screens, audit. */
  readonly database: Database
  /** Disconnects, then stops the embedded database. */
  close(): Promise<void>
}

/**
 * Opens the record: in the database of `databaseUrl`, else in the embedded one of the data folder, which the caller has
 * claimed. `onCommit` is told how long each commit of observations took. Throws StartupFault.
 */
export async function openRecord(
  databaseUrl: string | undefined,
  dataDir: string,
  news: EmbeddedNews,
  onCommit?: (ms: number) => void,
): Promise<OpenRecord> {
  if (databaseUrl !== undefined) return connectRecord(databaseUrl, onCommit)
  const database = await startEmbeddedPostgres(dataDir, news)
  try {
    const record = await connectRecord(database.url, onCommit)
    return {
      ...record,
      close: async () => {
        await record.close()
        await database.stop()
      },
    }
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

/**
 * Connects to a database that runs. The store comes first: it brings the schema up to date, which the others rely on.
 * Throws StartupFault.
 */
export async function connectRecord(url: string, onCommit?: (ms: number) => void): Promise<OpenRecord> {
  const store = await PostgresStore.open(url, onCommit)
  const database = openDatabase(url)
  return {
    store,
    database,
    close: async () => {
      await database.close()
      await store.close()
    },
  }
}

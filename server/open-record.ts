import { takeDataFolder } from './data-folder.ts'
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
  if (databaseUrl !== undefined) {
    const store = await PostgresStore.open(databaseUrl, onCommit)
    return { store, close: () => store.close() }
  }
  const database = await startEmbeddedPostgres(dataDir, news)
  try {
    const store = await PostgresStore.open(database.url, onCommit)
    return {
      store,
      close: async () => {
        await store.close()
        await database.stop()
      },
    }
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

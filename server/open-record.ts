import { type EmbeddedNews, startEmbeddedPostgres } from './record/embedded/embedded-postgres.ts'
import { PostgresStore } from './record/postgres-store.ts'

/** The record, and the database below it where it is ours. */
export interface OpenRecord {
  readonly store: PostgresStore
  /** Disconnects, then stops the embedded database. */
  close(): Promise<void>
}

/**
 * Opens the record: in the database of `databaseUrl`, else in the embedded one of the data folder, which the caller has
 * taken. `onCommit` is told how long each commit of observations took. Throws StartupFault.
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

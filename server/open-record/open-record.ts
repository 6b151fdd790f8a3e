import { connectionName } from '../record/connection-name.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { type EmbeddedNews, startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { type ApplicationRole, takeApplicationRole } from '../record/postgres/application-role.ts'
import { type LockKind, takeDatabaseLock } from '../record/postgres/database-lock.ts'
import { PostgresStore, type StoreOptions } from '../record/postgres-store.ts'
import { StartupFault } from '../startup-fault.ts'
import { takeDataFolder } from './data-folder.ts'

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
  kind: LockKind = 'alone',
): Promise<RecordClaim> {
  if (databaseUrl === undefined) {
    const lock = await takeDataFolder(dataDir, onWait)
    return { release: async () => lock.release() }
  }
  const lock = await takeDatabaseLock(databaseUrl, LEAVING_PATIENCE_MS, onLost, onWait, kind)
  if (lock) return lock
  throw new StartupFault(TAKEN[kind])
}

const TAKEN: Readonly<Record<LockKind, string>> = {
  alone: 'The database of DATABASE_URL is in use by another server of this program; stop that one, or name another database',
  shared:
    'The database of DATABASE_URL is in use by a server that is alone there; stop it and set MEMBER_ADDRESS for it as well, or name another database',
}

/** The record, and the database below it where it is ours. */
export interface OpenRecord {
  readonly store: PostgresStore
  /** Where the parts with state of their own keep it: accounts, sessions, screens, audit. */
  readonly database: Database
  /** As whom it is worked with. */
  readonly role: ApplicationRole
  /** The address of the database as the owner of its tables: for what an operator may do and the server may not. */
  readonly ownerUrl: string
  /** Disconnects, then stops the embedded database. */
  close(): Promise<void>
}

/** How a server works with its record. */
export interface RecordOptions extends Pick<StoreOptions, 'onCommit' | 'fence'> {
  /** Its name among several servers of one database; left out, it is alone there. */
  readonly member?: string
}

/**
 * Opens the record: in the database of `databaseUrl`, else in the embedded one of the data folder, which the caller has
 * claimed. It works there under a role that may not undo what was written down, where the database lets it make one.
 * Throws StartupFault.
 */
export async function openRecord(
  databaseUrl: string | undefined,
  dataDir: string,
  news: EmbeddedNews,
  options: RecordOptions = {},
): Promise<OpenRecord> {
  if (databaseUrl !== undefined) return connectAsServer(databaseUrl, options)
  const database = await startEmbeddedPostgres(dataDir, news)
  try {
    const record = await connectAsServer(database.url, options)
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

/** Connects to a database that runs under the role of the server. Throws StartupFault. */
async function connectAsServer(ownerUrl: string, { member, ...options }: RecordOptions): Promise<OpenRecord> {
  await PostgresStore.prepare(ownerUrl)
  const role = await takeApplicationRole(ownerUrl, member !== undefined)
  if (member === undefined) return connect(ownerUrl, role, options)
  return connect(ownerUrl, { ...role, url: memberUrl(role.url, member) }, { ...options, isCalledOut: true })
}

/** What a member that stands still in the middle of a transaction may keep from the others, ms. */
const STANDSTILL_MS = 5_000

/** The address by which the connections of a member can be told from those of another, and ended. */
function memberUrl(url: string, member: string): string {
  const named = new URL(url)
  named.searchParams.set('application_name', connectionName(member))
  named.searchParams.set('idle_in_transaction_session_timeout', String(STANDSTILL_MS))
  return named.href
}

/** Connects to a database that runs as the owner of its tables, for a command beside a server. Throws StartupFault. */
export function connectRecord(ownerUrl: string): Promise<OpenRecord> {
  return connect(ownerUrl, { kind: 'owner', url: ownerUrl, reason: 'An operator works as the owner of the tables.' })
}

/** The store comes first: it brings the schema up to date where nobody did, which the others rely on. */
async function connect(ownerUrl: string, role: ApplicationRole, options: StoreOptions = {}): Promise<OpenRecord> {
  const store = await PostgresStore.open(role.url, options)
  const database = openDatabase(role.url)
  return {
    store,
    database,
    role,
    ownerUrl,
    close: async () => {
      await database.close()
      await store.close()
    },
  }
}

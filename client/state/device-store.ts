import type { CaseLine, CaseMatter, CaseMine } from '#contract/case.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import type { OutboxEntry, OutboxShelf } from './outbox.ts'
import type { Picture, PictureShelf } from './picture.ts'

const DATABASE = 'guanlan'
const VERSION = 2
const OUTBOX = 'outbox'
const PICTURE = 'picture'
const FILES = 'files'
/** The one picture a device keeps, and what goes with it. */
const LAST = 'last'
const CASE_TABLES = 'case-tables'
const MY_CASES = 'my-cases'

/** The bytes of a file as they are kept: some browsers keep no blobs. */
interface KeptBytes {
  readonly type: string
  readonly bytes: ArrayBuffer
}

/** The cases of the person at a device, as they were when they were last read. */
export interface KeptCases {
  /** The server's time of it, epoch ms. */
  readonly at: number
  readonly lists: Readonly<Partial<Record<CaseMine, readonly CaseLine[]>>>
  readonly cases: readonly CaseMatter[]
}

/** What this device keeps by itself: commands not yet answered, their files, and the last picture it saw. Signing out empties it. */
export interface DeviceStore {
  readonly outbox: OutboxShelf
  readonly picture: PictureShelf
  /** What the city says of its cases, so that one can be reported without a network. */
  readonly caseTables: {
    read(): Promise<CaseTables | undefined>
    put(tables: CaseTables): Promise<void>
  }
  readonly myCases: {
    read(): Promise<KeptCases | undefined>
    put(kept: KeptCases): Promise<void>
  }
}

/** Opens what the device keeps. Rejects with DOMException where the browser keeps nothing (a private window, a full disk). */
export async function openDeviceStore(): Promise<DeviceStore> {
  const database = await opened()
  /** Settles once the transaction is on the disk: all of `work`, or nothing. */
  const change = <Result>(
    stores: readonly string[],
    mode: IDBTransactionMode,
    work: (store: (name: string) => IDBObjectStore) => IDBRequest<Result> | undefined,
  ) =>
    new Promise<Result | undefined>((resolve, reject) => {
      const transaction = database.transaction(stores, mode, { durability: 'strict' })
      const request = work((name) => transaction.objectStore(name))
      transaction.oncomplete = () => resolve(request?.result)
      transaction.onabort = () => reject(transaction.error)
    })
  const read = <Result>(name: string, work: (store: IDBObjectStore) => IDBRequest<Result>) =>
    change([name], 'readonly', (store) => work(store(name))) as Promise<Result>
  const write = async <Result>(name: string, work: (store: IDBObjectStore) => IDBRequest<Result>) => {
    await change([name], 'readwrite', (store) => work(store(name)))
  }
  return {
    outbox: {
      read: () => read<OutboxEntry[]>(OUTBOX, (store) => store.getAll()),
      put: async (entry, bytes = new Map()) => {
        // A transaction ends by itself while something else is waited for: the bytes are read before it begins.
        const kept = await Promise.all(
          [...bytes].map(async ([key, blob]) => [key, { type: blob.type, bytes: await blob.arrayBuffer() }] as const),
        )
        await change([OUTBOX, FILES], 'readwrite', (store) => {
          for (const [key, file] of kept) store(FILES).put(file, key)
          return store(OUTBOX).put(entry, entry.command.commandId)
        })
      },
      bytes: async (key) => {
        const kept = await read<KeptBytes | undefined>(FILES, (store) => store.get(key))
        return kept && new Blob([kept.bytes], { type: kept.type })
      },
      forget: async (keys) => {
        if (keys.length === 0) return
        await change([FILES], 'readwrite', (store) => {
          for (const key of keys) store(FILES).delete(key)
          return undefined
        })
      },
      remove: (commandId) => write(OUTBOX, (store) => store.delete(commandId)),
    },
    picture: {
      read: () => read<Picture | undefined>(PICTURE, (store) => store.get(LAST)),
      put: (picture) => write(PICTURE, (store) => store.put(picture, LAST)),
      forget: () => write(PICTURE, (store) => store.delete(LAST)),
    },
    caseTables: {
      read: () => read<CaseTables | undefined>(PICTURE, (store) => store.get(CASE_TABLES)),
      put: (tables) => write(PICTURE, (store) => store.put(tables, CASE_TABLES)),
    },
    myCases: {
      read: () => read<KeptCases | undefined>(PICTURE, (store) => store.get(MY_CASES)),
      put: (kept) => write(PICTURE, (store) => store.put(kept, MY_CASES)),
    },
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION)
    request.onupgradeneeded = () => {
      const { result: database } = request
      for (const store of [OUTBOX, PICTURE, FILES])
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store)
    }
    request.onsuccess = () => {
      const database = request.result
      // Another page wants to change or delete it (signing out does): let go, or it waits for ever.
      database.onversionchange = () => database.close()
      resolve(database)
    }
    request.onerror = () => reject(request.error)
  })
}

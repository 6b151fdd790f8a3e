import type { OutboxEntry, OutboxShelf } from './outbox.ts'
import type { Picture, PictureShelf } from './picture.ts'

const DATABASE = 'guanlan'
const VERSION = 1
const OUTBOX = 'outbox'
const PICTURE = 'picture'
/** The one picture a device keeps. */
const LAST = 'last'

/** What this device keeps by itself: commands not yet answered, and the last picture it saw. Signing out empties it. */
export interface DeviceStore {
  readonly outbox: OutboxShelf
  readonly picture: PictureShelf
}

/** Opens what the device keeps. Rejects with DOMException where the browser keeps nothing (a private window, a full disk). */
export async function openDeviceStore(): Promise<DeviceStore> {
  const database = await opened()
  const run = <Result>(store: string, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: 'strict' })
      const request = work(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  const done = () => undefined
  return {
    outbox: {
      read: () => run<OutboxEntry[]>(OUTBOX, 'readonly', (store) => store.getAll()),
      put: (entry) => run(OUTBOX, 'readwrite', (store) => store.put(entry, entry.command.commandId)).then(done),
      remove: (commandId) => run(OUTBOX, 'readwrite', (store) => store.delete(commandId)).then(done),
    },
    picture: {
      read: () => run<Picture | undefined>(PICTURE, 'readonly', (store) => store.get(LAST)),
      put: (picture) => run(PICTURE, 'readwrite', (store) => store.put(picture, LAST)).then(done),
      forget: () => run(PICTURE, 'readwrite', (store) => store.delete(LAST)).then(done),
    },
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION)
    request.onupgradeneeded = () => {
      for (const store of [OUTBOX, PICTURE]) request.result.createObjectStore(store)
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

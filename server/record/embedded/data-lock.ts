import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

/** Held by the one process that may use a data folder. */
export interface DataLock {
  release(): void
}

/** How often a taken lock is tried again, in ms. */
const RETRY_MS = 50

/**
 * Takes the lock of a data folder, waiting up to `patienceMs` for a holder that is just leaving.
 * Resolves to undefined when somebody still holds it then; `onWait` is called once when waiting begins.
 *
 * It is SQLite's lock on an empty file: a lock of the operating system, which falls with its process however that
 * ends, so it can never be stale. A file with a process id in it can, and ids come back.
 */
export async function takeDataLock(dataDir: string, patienceMs: number, onWait?: () => void): Promise<DataLock | undefined> {
  const until = performance.now() + patienceMs
  let waited = false
  for (;;) {
    const lock = tryLock(join(dataDir, 'lock'))
    if (lock) return lock
    if (performance.now() >= until) return undefined
    if (!waited) onWait?.()
    waited = true
    await pause(RETRY_MS)
  }
}

function tryLock(file: string): DataLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (fault) {
    database.close()
    if ((fault as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw fault
  }
}

const SQLITE_BUSY = 5

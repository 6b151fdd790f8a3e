import { access, chmod, constants, mkdir, stat } from 'node:fs/promises'
import { type DataLock, takeDataLock } from '../record/embedded/data-lock.ts'
import { StartupFault } from '../startup-fault.ts'

/** How long to wait for a server that is just leaving the data folder, in ms: it may still be writing its memory to disk. */
const LOCK_PATIENCE_MS = 30_000

const OTHERS_PASS = 0o001

/**
 * Makes the data folder where there is none and takes it for this process.
 * Throws StartupFault when it cannot be made or written, or when another server keeps it.
 */
export async function takeDataFolder(dataDir: string, onWait?: () => void, patienceMs = LOCK_PATIENCE_MS): Promise<DataLock> {
  try {
    await mkdir(dataDir, { recursive: true })
    const { mode } = await stat(dataDir)
    // As root, PostgreSQL runs as another account, which must be able to pass. What is in the folder has its own modes.
    if (process.getuid?.() === 0 && (mode & OTHERS_PASS) === 0) await chmod(dataDir, (mode | OTHERS_PASS) & 0o7777)
    await access(dataDir, constants.W_OK | constants.X_OK)
    const lock = await takeDataLock(dataDir, patienceMs, onWait)
    if (lock) return lock
  } catch (cause) {
    throw new StartupFault(folderSentence(dataDir, cause), { cause })
  }
  throw new StartupFault(`DATA_DIR ${dataDir} is in use by another server; stop that one, or set DATA_DIR to another folder`)
}

function folderSentence(dataDir: string, fault: unknown): string {
  const { code, message } = fault as NodeJS.ErrnoException
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `DATA_DIR ${dataDir} is on a full disk; free space there, or set DATA_DIR to a folder on another disk`
    case 'EROFS':
      return `DATA_DIR ${dataDir} is on a disk that cannot be written; set DATA_DIR to a folder that can`
    case 'EACCES':
    case 'EPERM':
      return `DATA_DIR ${dataDir} may not be written by this user; give it write access, or set DATA_DIR to a folder of its own`
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR ${dataDir} is a file or lies below one; set DATA_DIR to a folder`
    default:
      return `DATA_DIR ${dataDir} cannot be used: ${message}; set DATA_DIR to another folder`
  }
}

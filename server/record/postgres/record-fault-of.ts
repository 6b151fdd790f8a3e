import { RecordFault } from '../record-store.ts'

/**
 * SQLSTATE classes that say the server cannot do it now: connection, state of a transaction (a standby is read-only),
 * resources, object not ready, operator's intervention, system and internal errors.
 */
const UNAVAILABLE_CLASSES: ReadonlySet<string> = new Set(['08', '25', '40', '53', '55', '57', '58', 'XX'])
const DISK_FULL = '53100'

/**
 * What a failure of the database means to a caller. Anything the database itself finds wrong with what we asked
 * (a constraint, a syntax error) is a broken belief of ours and stays what it is.
 */
export function recordFaultOf(fault: unknown): unknown {
  if (fault instanceof RecordFault) return fault
  const code = (fault as { code?: unknown } | undefined)?.code
  if (code === DISK_FULL || code === 'ENOSPC') return new RecordFault('record/full', fault)
  if (isConnectionLost(fault) || (typeof code === 'string' && UNAVAILABLE_CLASSES.has(code.slice(0, 2))))
    return new RecordFault('record/unavailable', fault)
  return fault
}

/** Waits for work of the database; what fails of it is thrown as what it means to a caller. */
export async function guarded<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (fault) {
    throw recordFaultOf(fault)
  }
}

/** True when the connection itself is gone, so that nothing more can be asked over it. */
export function isConnectionLost(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  const { code } = fault as NodeJS.ErrnoException
  if (code === undefined) return CONNECTION_WORDS.test(fault.message)
  return CONNECTION_CODES.test(code)
}

/** node-postgres tells the loss of a connection in words only. */
const CONNECTION_WORDS = /connection|socket|terminated|timeout|not queryable/i
const CONNECTION_CODES = /^(E[A-Z_]{3,}|08...|57P0.)$/

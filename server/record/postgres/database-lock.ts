import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { StartupFault } from '../../startup-fault.ts'
import { openingSentence } from './opening-sentence.ts'
import { TIMELINE } from './timeline.ts'

/** Held by the one server that rolls up and numbers revisions in a database. */
export interface DatabaseLock {
  release(): Promise<void>
}

/** Advisory lock of the database; any number that no other program in it is likely to use. */
export const SERVER_LOCK = 7_205_759_403_793

const RETRY_MS = 250

/** Longest wait for a connection and for an answer, ms. */
const PATIENCE_MS = 5_000

/** How often the database is asked whether it is still there, ms. */
const ASK_MS = 5_000

/** A holder whose machine is gone is found out after about half a minute: idle, then three unanswered questions. */
const PROBES = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

/** `alone`: no other server. `shared`: none that wants to be alone. */
export type LockKind = 'alone' | 'shared'

const TRY: Readonly<Record<LockKind, string>> = { alone: 'pg_try_advisory_lock', shared: 'pg_try_advisory_lock_shared' }

/**
 * Keeps every other server off a database, or every other that would be alone there, as the lock of the data folder does for the embedded one: two servers would
 * each roll up what the other does not know of. Resolves to undefined when another server still has it after
 * `patienceMs`; `onWait` is called once when waiting begins. Throws StartupFault when the database cannot be reached.
 *
 * The lock falls with its connection. When that breaks it is taken again as soon as the database is back; `onLost` is
 * called when another server was faster.
 */
export async function takeDatabaseLock(
  url: string,
  patienceMs: number,
  onLost: () => void,
  onWait?: () => void,
  kind: LockKind = 'alone',
): Promise<DatabaseLock | undefined> {
  const until = performance.now() + patienceMs
  let isReleased = false
  let holder: Held | undefined
  const retake = async (): Promise<void> => {
    while (!isReleased) {
      const taken = await tryTake(url, kind, retake).catch(() => undefined)
      if (taken === 'taken by another') return onLost()
      if (taken) {
        const isSame = taken.timeline === holder?.timeline
        holder = taken
        return isSame ? undefined : onLost()
      }
      await pause(RETRY_MS)
    }
  }
  for (let attempt = 0; ; attempt++) {
    const taken = await tryTake(url, kind, () => (isReleased ? undefined : retake())).catch((cause: unknown) => {
      throw new StartupFault(openingSentence(url, cause), { cause })
    })
    if (taken !== 'taken by another') {
      holder = taken
      break
    }
    if (performance.now() >= until) return undefined
    if (attempt === 0) onWait?.()
    await pause(RETRY_MS)
  }
  return {
    release: async () => {
      isReleased = true
      await holder?.client.end().catch(() => undefined)
    },
  }
}

/** A connection that holds the lock, and the timeline of the database it was taken in. */
interface Held {
  readonly client: Client
  readonly timeline: string
}

async function tryTake(url: string, kind: LockKind, onBroken: () => unknown): Promise<Held | 'taken by another'> {
  const client = new Client({
    connectionString: url,
    application_name: 'guanlan lock',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
  })
  let isHolding = false
  let asking: NodeJS.Timeout | undefined
  client.on('error', () => undefined)
  client.once('end', () => {
    clearInterval(asking)
    if (isHolding) void onBroken()
  })
  await client.connect()
  try {
    await client.query(PROBES)
    const timeline = await timelineOf(client)
    const { rows } = await client.query<{ taken: boolean }>(`select ${TRY[kind]}($1) as taken`, [SERVER_LOCK])
    isHolding = rows[0]?.taken === true
    if (!isHolding) return 'taken by another'
    // A machine that is gone does not say so.
    asking = setInterval(() => void timelineOf(client).catch(() => client.end().catch(() => undefined)), ASK_MS)
    return { client, timeline }
  } finally {
    if (!isHolding) await client.end().catch(() => undefined)
  }
}

async function timelineOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ timeline: string }>(TIMELINE)
  return rows[0]?.timeline ?? ''
}

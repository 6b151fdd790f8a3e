import type { Database, Transaction } from '../record/database.ts'

/** Channel of the database on which endings are called out; the row tells what ended. */
export const ENDING_CHANNEL = 'guanlan_ending'

/** How often endings are looked for while nobody can be heard, ms: nobody stays longer than that. */
export const POLL_MS = 1_000

/** An ending may be committed this much later than its row was made, as an interval of PostgreSQL. */
const LATEST_COMMIT = '2 minutes'

/** Rows are kept for longer than a session can last, so that a server cut off from the database misses none. */
const KEPT = '1 day'

/**
 * Tells every server that these keys ended (see `endingKeys`), when the transaction commits; not at all when it does not.
 */
export async function announceEndings(tx: Transaction, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query('insert into guanlan.ending (keys) values ($1)', [keys])
  await tx.query(`select pg_notify('${ENDING_CHANNEL}', '')`)
}

/** What ended anywhere, as this server hears of it: at once, or within a second while the line is broken. */
export interface Endings {
  /** Calls back with keys that ended, each ending once. Returns the undo. */
  onEnded(hear: (keys: readonly string[]) => void): () => void
  close(): Promise<void>
}

export interface EndingsParts {
  readonly database: Database
  /** Wakes every so many ms. Returns the undo. */
  every(ms: number, run: () => void): () => void
  onFault(fault: unknown): void
}

/** Listens from now on. What ended before is not told: nobody is connected yet. */
export async function openEndings({ database, every, onFault }: EndingsParts): Promise<Endings> {
  const hearers = new Set<(keys: readonly string[]) => void>()
  const seen = new Map<number, number>()
  let heardUpTo = await clockOf(database)
  for (const { id } of await since(database, heardUpTo)) seen.set(id, heardUpTo)
  const collect = async () => {
    const now = await clockOf(database)
    for (const { id, keys, at } of await since(database, heardUpTo)) {
      if (seen.has(id)) continue
      seen.set(id, at)
      for (const hear of hearers) hear(keys)
    }
    heardUpTo = now
    for (const [id, at] of seen) if (at < now - 600) seen.delete(id)
  }
  let collecting: Promise<void> | undefined
  let isAskedAgain = false
  const ask = () => {
    if (collecting) {
      isAskedAgain = true
      return
    }
    collecting = collect()
      .catch(onFault)
      .finally(() => {
        collecting = undefined
        if (!isAskedAgain) return
        isAskedAgain = false
        ask()
      })
  }
  const listener = database.listen(ENDING_CHANNEL, ask)
  const stopPolling = every(POLL_MS, () => {
    if (!listener.isOpen()) ask()
  })
  return {
    onEnded: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    close: async () => {
      stopPolling()
      hearers.clear()
      await listener.close()
      await collecting
    },
  }
}

/** Forgets endings that no server can have missed. */
export async function forgetOldEndings(database: Database): Promise<void> {
  await database.query(`delete from guanlan.ending where at < clock_timestamp() - interval '${KEPT}'`)
}

/** Time of the database in seconds: all servers share it. */
async function clockOf(database: Database): Promise<number> {
  const [row] = await database.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 as now')
  return row?.now ?? 0
}

function since(database: Database, seconds: number) {
  return database.query<{ id: number; keys: string[]; at: number }>(
    `select id, keys, extract(epoch from at)::float8 as at from guanlan.ending
     where at > to_timestamp($1) - interval '${LATEST_COMMIT}' order by id`,
    [seconds],
  )
}

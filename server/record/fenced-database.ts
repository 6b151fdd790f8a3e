import type { Database } from './database.ts'
import { type Fence, proveLead } from './fence.ts'

/**
 * A database whose transactions are work of the leader: each proves that this server leads before it does anything, and is refused with
 * NotLeading where another server leads by then. Single statements are not fenced.
 */
export function fencedDatabase(database: Database, fence: Fence): Database {
  return {
    query: (sql, values) => database.query(sql, values),
    transaction: (work) =>
      database.transaction(async (tx) => {
        await proveLead(tx, fence)
        return work(tx)
      }),
    listen: (channel, onCall) => database.listen(channel, onCall),
    close: () => database.close(),
  }
}

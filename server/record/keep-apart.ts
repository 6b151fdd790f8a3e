import { StartupFault } from '../startup-fault.ts'
import type { Database } from './database.ts'

/**
 * Sees to it that the record of a city is never the record of a drill as well: the first server on a record writes down which of
 * them it is, and every other server must be the same. `drill` is the id of the drill, undefined in the real city. Throws
 * StartupFault with what to do.
 */
export async function keepApart(database: Database, drill: string | undefined, now: number): Promise<void> {
  const { said, isUsed } = await database.transaction(async (tx) => {
    const [head] = await tx.query<{ revision: number }>('select revision from guanlan.head')
    const isUsed = (head?.revision ?? 0) > 0
    // A record of before this was written down is a real one: no drill ever was without.
    if (drill === undefined || !isUsed)
      await tx.query('insert into guanlan.record_of (drill, said_at) values ($1, $2) on conflict do nothing', [drill ?? null, now])
    const [said] = await tx.query<{ drill: string | null }>('select drill from guanlan.record_of')
    return { said, isUsed }
  })
  if (said ? said.drill === (drill ?? null) : !isUsed) return
  if (drill === undefined)
    throw new StartupFault(
      `This record is that of the drill ${said?.drill}; the real city must not go on with it: set DATA_DIR or DATABASE_URL to its own`,
    )
  throw new StartupFault(
    `This record is that of ${said?.drill == null ? 'the real city' : `the drill ${said.drill}`}; the drill ${drill} needs an empty one of its own`,
  )
}

import { randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { MIGRATION_LOCK } from '../migrate.ts'
import { TIMELINE } from './timeline.ts'

/**
 * The epoch of a database whose schema is up to date. Another begins with the first server on a new record, and with the first
 * after a standby was promoted: a revision that somebody saw on the lost machine may be another one here, so no cursor of before
 * is good any more.
 */
export async function takeEpoch(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ timeline: string }>(TIMELINE)
  const timeline = rows[0]?.timeline
  const newest = async () => {
    const found = await client.query<{ epoch: string; timeline: string | null }>(
      'select epoch, timeline from guanlan.epoch order by begun_at desc limit 1',
    )
    return found.rows[0]
  }
  const known = await newest()
  if (known && known.timeline === timeline) return known.epoch
  await client.query('begin')
  try {
    // Servers that start at once must begin the same one.
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const begun = await newest()
    const epoch = begun && begun.timeline === timeline ? begun.epoch : randomBytes(8).toString('hex')
    if (epoch !== begun?.epoch)
      await client.query(
        `insert into guanlan.epoch (epoch, begun_at, timeline)
         select $1, greatest($2::bigint, max(begun_at) + 1), $3 from guanlan.epoch`,
        [epoch, Date.now(), timeline],
      )
    await client.query('commit')
    return epoch
  } catch (fault) {
    await client.query('rollback').catch(() => undefined)
    throw fault
  }
}

import { Refusal } from '#contract/errors.ts'
import type { MatterKind } from '#contract/matter.ts'
import { eventsOf, newestRevision, type PastMatter } from '../matters/matter-store.ts'
import type { Queries } from '../record/database.ts'
import type { IncidentRecord } from './incident-record.ts'

/**
 * Reads what the record knew of an incident at a revision, or knows now. Throws Refusal `matter/unknown` where it knew nothing
 * of it, `series/as-of-invalid` for a revision that is yet to come, and RecordFault.
 */
export async function readIncidentRecord(queries: Queries, id: string, asOf?: number): Promise<IncidentRecord> {
  const newest = await newestRevision(queries)
  if (asOf !== undefined && asOf > newest)
    throw new Refusal('series/as-of-invalid', `asOf=${asOf}: the newest revision is ${newest}.`)
  const revision = asOf ?? newest
  const [told] = await queries.query<{ at: number }>(
    'select at from guanlan.revision where revision <= $1 order by revision desc limit 1',
    [revision],
  )
  const incident = { id, events: await eventsOf(queries, 'incident', id, { asOf: revision }) }
  const [first] = incident.events
  if (!first || !told) throw new Refusal('matter/unknown')
  return {
    ...{ revision, at: told.at, incident },
    orders: await ofIncident(queries, 'order', id, revision),
    decisions: await ofIncident(queries, 'decision', id, revision),
    warnings: await warningsSince(queries, first.event.at, revision),
  }
}

async function ofIncident(queries: Queries, kind: MatterKind, incident: string, asOf: number): Promise<readonly PastMatter[]> {
  const rows = await queries.query<{ id: string }>(
    "select id from guanlan.matter where kind = $1 and state->>'incident' = $2 order by opened_at, id",
    [kind, incident],
  )
  return read(queries, kind, rows, asOf)
}

/** Warnings that were not over for good when the incident was opened. */
async function warningsSince(queries: Queries, openedAt: number, asOf: number): Promise<readonly PastMatter[]> {
  const rows = await queries.query<{ id: string }>(
    `select id from guanlan.matter where kind = 'warning' and (is_open or changed_at >= $1 or (state->>'untilAt')::bigint >= $1)
      order by opened_at, id`,
    [openedAt],
  )
  return read(queries, 'warning', rows, asOf)
}

async function read(
  queries: Queries,
  kind: MatterKind,
  rows: readonly { readonly id: string }[],
  asOf: number,
): Promise<readonly PastMatter[]> {
  const past: PastMatter[] = []
  for (const { id } of rows) {
    const events = await eventsOf(queries, kind, id, { asOf })
    if (events.length > 0) past.push({ id, events })
  }
  return past
}

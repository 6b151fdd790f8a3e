import type { IncidentState } from '#contract/incident.ts'
import { changeMatters } from '../matters/change-matters.ts'
import { CLOCK } from '../matters/clock-actor.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { dueBy } from './clock.ts'
import { incidentLife } from './incident-life.ts'
import { appendHappenings, type IncidentParts } from './incident-verb.ts'

/**
 * Looks at every open incident, and writes down what time alone made of it, once: it is decided again on the state that is
 * held. Any number of servers may do so at once. Throws RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtIncidents(
  { database, book, now }: { readonly database: Database; readonly book: MatterBook; now(): number },
  { tables }: Pick<IncidentParts, 'tables'>,
): Promise<void> {
  await withEach(book.open('incident'), matterName, async ({ id, state }) => {
    if (dueBy(state as IncidentState, now(), tables).length === 0) return
    const at = now()
    await changeMatters(database, at, async (desk) => {
      const incident = await desk.take(incidentLife, id)
      const happenings = incident ? dueBy(incident.state, at, tables) : []
      if (incident && happenings.length > 0) await appendHappenings(desk, incident, { happenings, actor: CLOCK, now: at, tables })
    })
  })
}

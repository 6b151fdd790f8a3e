import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { CloseIncidentSchema } from '#contract/incident-commands.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import type { Transaction } from '../record/database.ts'
import { demandCommander } from './fence.ts'
import { appendHappenings, type IncidentParts, type ToIncident, takeIncident } from './incident-verb.ts'
import { personOf } from './person-of.ts'

/**
 * Closes an incident for good, after its review. Every order of it must be answered for: throws Refusal
 * `incident/orders-open` naming those that are not, `incident/phase` before the review.
 */
export function closeIncident(parts: IncidentParts): Verb<ToIncident<Pick<Static<typeof CloseIncidentSchema>, 'term' | 'note'>>> {
  const { tables, tree } = parts
  return defineVerb({
    type: 'incident.close',
    needs: 'incidents:command',
    run: async ({ desk, tx, subject, actor, now }, { id, term, note }) => {
      const incident = await takeIncident(desk, subject, tree, id)
      if (!incident.isOpen) throw new Refusal('incident/over')
      demandCommander({ state: incident.state, now, who: personOf(actor) }, term)
      if (incident.state.phase !== 'review') throw new Refusal('incident/phase', 'An incident is closed after its review.')
      const open = await openOrders(tx, id)
      if (open.length > 0) throw new Refusal('incident/orders-open', `Not answered for yet: ${open.join('; ')}.`)
      const body = note === undefined ? {} : { note }
      await appendHappenings(desk, incident, { actor, now, tables, happenings: [{ type: 'incident.closed', body }] })
      return { id }
    },
  })
}

/** Issued orders of an incident that are still dealt with, as people call them; a draft commits nobody. */
async function openOrders(tx: Transaction, incident: string): Promise<readonly string[]> {
  const rows = await tx.query<{ seq: number; title: string }>(
    `select (state->>'seq')::int as seq, state->>'title' as title from guanlan.matter
      where kind = 'order' and is_open and state->>'incident' = $1 and state->>'stage' <> 'draft'
      order by seq limit 10`,
    [incident],
  )
  return rows.map(({ seq, title }) => `${seq} ${title}`)
}

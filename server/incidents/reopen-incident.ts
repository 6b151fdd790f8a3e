import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { REOPEN_MS } from '#contract/incident.ts'
import type { ReopenIncidentSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** The only way back: within 24 hours of its end the emergency goes on, at the scene. */
export const reopenIncident: IncidentVerb<Pick<Static<typeof ReopenIncidentSchema>, 'reason'>> = {
  type: 'incident.reopen',
  needs: 'incidents:command',
  isForOver: true,
  decide: ({ state: { endedAt, over }, now }, { reason }) => {
    if (endedAt === undefined || (over && over.how !== 'closed'))
      throw new Refusal('incident/phase', 'Only an incident whose emergency ended can be re-opened.')
    if (now - endedAt > REOPEN_MS) throw new Refusal('incident/reopen-late')
    return [{ type: 'incident.reopened', body: { reason } }]
  },
}

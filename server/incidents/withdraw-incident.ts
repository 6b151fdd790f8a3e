import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { WithdrawIncidentSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { isAnswered } from './is-answered.ts'

/** Takes back an incident that was opened in error, while nobody answers it yet. */
export const withdrawIncident: IncidentVerb<Pick<Static<typeof WithdrawIncidentSchema>, 'reason'>> = {
  type: 'incident.withdraw',
  needs: 'incidents:open',
  decide: ({ state }, { reason }) => {
    if (isAnswered(state)) throw new Refusal('incident/answered')
    return [{ type: 'incident.withdrawn', body: { reason } }]
  },
}

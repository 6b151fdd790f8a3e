import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { DissolveGroupSchema } from '#contract/incident-commands.ts'
import { demandCommander } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Ends a working group. */
export const dissolveGroup: IncidentVerb<Pick<Static<typeof DissolveGroupSchema>, 'group' | 'term'>> = {
  type: 'incident.dissolve-group',
  needs: 'incidents:command',
  decide: (known, { group, term }) => {
    demandCommander(known, term)
    if (!known.state.groups.some(({ id }) => id === group))
      throw new Refusal('incident/changed', 'There is no such group any more.')
    return [{ type: 'incident.group-dissolved', body: { group } }]
  },
}

import type { Static } from 'typebox'
import type { SetGroupSchema } from '#contract/incident-commands.ts'
import { demandCommander } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Forms a working group, or changes the one of this id. */
export const setGroup: IncidentVerb<Omit<Static<typeof SetGroupSchema>, 'commandId' | 'device'>> = {
  type: 'incident.set-group',
  needs: 'incidents:command',
  people: ({ lead, members }) => (lead === undefined ? members : [lead, ...members]),
  decide: (known, { group: id, kind, lead, departments, members, note, term }) => {
    demandCommander(known, term)
    const named = (account: string) => {
      const { id, name } = known.person(account)
      return { id, name }
    }
    const group = {
      ...{ id, kind, departments, members: members.map(named) },
      ...(lead !== undefined && { lead: named(lead) }),
      ...(note !== undefined && { note }),
    }
    return [{ type: 'incident.group-set', body: { group } }]
  },
}

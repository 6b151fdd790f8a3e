import type { Static } from 'typebox'
import type { RemoveMarkSchema } from '#contract/incident-commands.ts'
import { demandSeen } from './draw-mark.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Takes a mark off the common map; its versions stay in the log. */
export const removeMark: IncidentVerb<Pick<Static<typeof RemoveMarkSchema>, 'mark' | 'after'>> = {
  type: 'incident.remove-mark',
  needs: 'incidents:open',
  isContribution: true,
  decide: ({ state: { marks } }, { mark, after }) => {
    demandSeen(marks.find(({ id }) => id === mark)?.version, after)
    return [{ type: 'incident.unmarked', body: { id: mark, version: after } }]
  },
}

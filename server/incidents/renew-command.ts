import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { RenewCommandSchema } from '#contract/incident-commands.ts'
import { leaseFrom } from './command-lease.ts'
import { demandTerm } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** The commander is still there. A lease that ran out while nobody else took over is renewed as well. */
export const renewCommand: IncidentVerb<Pick<Static<typeof RenewCommandSchema>, 'term'>> = {
  type: 'incident.renew-command',
  needs: 'incidents:command',
  decide: ({ state, now, who, tables }, { term }) => {
    demandTerm(state, term)
    if (state.command.commander?.id !== who.id) throw new Refusal('incident/not-commander')
    return [{ type: 'incident.command-renewed', body: { term, leaseEndsAt: leaseFrom(now, tables) } }]
  },
}

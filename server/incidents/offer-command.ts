import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { OfferCommandSchema } from '#contract/incident-commands.ts'
import { demandTerm } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** The first side of a handover: the commander offers, and goes on commanding until the other accepts. */
export const offerCommand: IncidentVerb<Pick<Static<typeof OfferCommandSchema>, 'term' | 'to' | 'note'>> = {
  type: 'incident.offer-command',
  needs: 'incidents:command',
  people: ({ to }) => [to],
  decide: ({ state, who, person }, { term, to, note }) => {
    demandTerm(state, term)
    if (state.command.commander?.id !== who.id) throw new Refusal('incident/not-commander')
    const { may, ...other } = person(to)
    if (other.id === who.id || !may('incidents:command'))
      throw new Refusal('command/person-unknown', `${other.name} cannot be given command.`)
    return [{ type: 'incident.handover-offered', body: { term, to: other, ...(note !== undefined && { note }) } }]
  },
}

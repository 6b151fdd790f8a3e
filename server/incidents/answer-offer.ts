import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { AnswerOfferSchema } from '#contract/incident-commands.ts'
import { leaseFrom } from './command-lease.ts'
import { demandTerm } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** The second side of a handover. Accepting begins a new term: what was ordered under the old one and comes later is refused. */
export const answerOffer: IncidentVerb<Pick<Static<typeof AnswerOfferSchema>, 'term' | 'answer' | 'note' | 'post'>> = {
  type: 'incident.answer-offer',
  needs: 'incidents:command',
  isContribution: true,
  decide: ({ state: { command }, now, who, tables }, { term, answer, note, post }) => {
    demandTerm({ command }, term)
    const { offer, commander } = command
    const side = answer === 'withdraw' ? commander : offer?.to
    if (!offer || !commander || side?.id !== who.id) throw new Refusal('incident/no-offer')
    if (answer === 'accept')
      return [
        {
          type: 'incident.handover-accepted',
          body: {
            ...{ term: term + 1, from: commander, leaseEndsAt: leaseFrom(now, tables) },
            commander: { ...who, ...(post !== undefined && { post }) },
          },
        },
      ]
    const how = answer === 'decline' ? 'declined' : 'withdrawn'
    return [{ type: 'incident.handover-ended', body: { term, how, ...(note !== undefined && { note }) } }]
  },
}

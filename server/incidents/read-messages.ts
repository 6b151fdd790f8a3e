import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { ReadMessagesSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** A read receipt: everything up to a message was read. It only ever goes forward. */
export const readMessages: IncidentVerb<Pick<Static<typeof ReadMessagesSchema>, 'no'>> = {
  type: 'incident.read-messages',
  needs: 'orders:answer',
  isContribution: true,
  decide: ({ state: { messages, reads }, who }, { no }) => {
    const before = reads.find(({ person }) => person.id === who.id)?.no ?? 0
    if (no > messages || no <= before) throw new Refusal('incident/changed', `You have read ${before} of ${messages} messages.`)
    return [{ type: 'incident.messages-read', body: { no } }]
  },
}

import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { SendMessageSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Says something to all who deal with the incident. */
export const sendMessage: IncidentVerb<Pick<Static<typeof SendMessageSchema>, 'text' | 'attachments' | 'replyTo'>> = {
  type: 'incident.send-message',
  needs: 'orders:answer',
  isContribution: true,
  decide: ({ state: { messages } }, { text, attachments = [], replyTo }) => {
    if (text.trim() === '' && attachments.length === 0) throw new Refusal('request/invalid', 'A message says or shows something.')
    if (replyTo !== undefined && replyTo > messages) throw new Refusal('request/invalid', `There is no message ${replyTo} yet.`)
    return [
      { type: 'incident.message-sent', body: { no: messages + 1, text, attachments, ...(replyTo !== undefined && { replyTo }) } },
    ]
  },
}

import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { GivePostSchema } from '#contract/incident-commands.ts'
import { demandCommander } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Gives a post to a person or takes it back. A deputy must be able to command, and is not the commander. */
export const givePost: IncidentVerb<Pick<Static<typeof GivePostSchema>, 'post' | 'person' | 'title' | 'term'>> = {
  type: 'incident.give-post',
  needs: 'incidents:command',
  people: ({ person }) => (person === null ? [] : [person]),
  decide: (known, { post, person, title, term }) => {
    demandCommander(known, term)
    if (person === null) return [{ type: 'incident.post-given', body: { post, person } }]
    const { may, ...holder } = known.person(person)
    const isNoDeputy = post === 'deputy' && (!may('incidents:command') || known.state.command.commander?.id === holder.id)
    if (isNoDeputy) throw new Refusal('command/person-unknown', `${holder.name} cannot be the deputy of this command.`)
    return [{ type: 'incident.post-given', body: { post, person: { ...holder, ...(title !== undefined && { post: title }) } } }]
  },
}

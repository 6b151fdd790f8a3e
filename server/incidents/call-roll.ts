import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { IncidentState, Person } from '#contract/incident.ts'
import type { CallRollSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

const PATIENCE_MINUTES = 5

/** Asks people whether they are there. A new roll call takes the place of the one before; that one stays in the log. */
export const callRoll: IncidentVerb<Pick<Static<typeof CallRollSchema>, 'people' | 'withinMinutes'>> = {
  type: 'incident.call-roll',
  needs: 'incidents:open',
  people: ({ people }) => people ?? [],
  decide: ({ state, now, person }, { people, withinMinutes = PATIENCE_MINUTES }) => {
    const asked = people ? people.map((id) => plain(person(id))) : everyone(state)
    if (asked.length === 0) throw new Refusal('incident/roll-over', 'Nobody has a post or is in a group yet; name whom to ask.')
    return [{ type: 'incident.roll-called', body: { id: `roll-${now}`, asked, dueAt: now + withinMinutes * 60_000 } }]
  },
}

/** Everyone with a part in the command, each once: the commander, the posts, the groups. */
export function everyone({ command, posts, groups }: Pick<IncidentState, 'command' | 'posts' | 'groups'>): readonly Person[] {
  const all = [
    ...(command.commander ? [command.commander] : []),
    ...posts.map(({ person }) => person),
    ...groups.flatMap(({ lead, members }) => (lead ? [lead, ...members] : members)),
  ]
  return [...new Map(all.map((person) => [person.id, plain(person)])).values()]
}

function plain({ id, name, post }: Person): Person {
  return { id, name, ...(post !== undefined && { post }) }
}

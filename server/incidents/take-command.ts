import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { TakeCommandSchema } from '#contract/incident-commands.ts'
import { deputyOf, leaseFrom } from './command-lease.ts'
import { demandTerm, isCommanded } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'

/**
 * Takes command where nobody has it, or the one who had it has not been heard of until the end of the lease. A deputy comes
 * before all others then.
 */
export const takeCommand: IncidentVerb<Pick<Static<typeof TakeCommandSchema>, 'term' | 'post'>> = {
  type: 'incident.take-command',
  needs: 'incidents:command',
  decide: ({ state, now, who, tables }, { term, post }) => {
    const { command } = state
    demandTerm(state, term)
    if (isCommanded(command, now))
      throw new Refusal('incident/commanded', `${command.commander?.name} commands this incident; ask for a handover.`)
    const deputy = deputyOf(state)
    if (command.commander && deputy && deputy.id !== who.id)
      throw new Refusal('incident/commanded', `The deputy ${deputy.name} commands once the lease is over.`)
    const commander = { ...who, ...(post !== undefined && { post }) }
    return [{ type: 'incident.command-taken', body: { term: term + 1, commander, leaseEndsAt: leaseFrom(now, tables) } }]
  },
}

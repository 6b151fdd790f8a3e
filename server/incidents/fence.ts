import { Refusal } from '#contract/errors.ts'
import type { Command, IncidentState } from '#contract/incident.ts'
import type { Known } from './happening.ts'

/** True while somebody commands and has said so in time. */
export function isCommanded({ commander, leaseEndsAt, lapsedAt }: Command, now: number): boolean {
  return commander !== undefined && lapsedAt === undefined && now < (leaseEndsAt ?? 0)
}

/** Throws Refusal `incident/term-old` for what was decided before command changed hands: nothing was done of it. */
export function demandTerm({ command }: Pick<IncidentState, 'command'>, term: number | undefined): void {
  if (term === command.term) return
  const who = command.commander ? `commanded by ${command.commander.name}` : 'commanded by nobody'
  throw new Refusal(
    'incident/term-old',
    `The incident is now in term ${command.term}, ${who}; look again and repeat it if it still holds.`,
  )
}

/**
 * What only the commander may do: carries the term, and comes from the commander. While nobody commands, whoever has the right
 * to command may do it. Throws Refusal `incident/term-old` or `incident/not-commander`.
 */
export function demandCommander({ state, now, who }: Pick<Known, 'state' | 'now' | 'who'>, term: number): void {
  demandTerm(state, term)
  const { commander } = state.command
  if (commander && isCommanded(state.command, now) && commander.id !== who.id)
    throw new Refusal('incident/not-commander', `${commander.name} commands this incident.`)
}

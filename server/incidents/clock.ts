import type { CommandTables } from '#contract/command-tables.ts'
import type { IncidentState } from '#contract/incident.ts'
import { deputyOf, leaseFrom } from './command-lease.ts'
import type { Happening } from './happening.ts'

/**
 * What time alone makes of an incident by now: clocks for reports that ran out, a command whose lease ran out and, if there is
 * a deputy, who commands from now on. Nothing comes twice: after these happenings nothing more does until later. Pure.
 */
export function dueBy(state: IncidentState, now: number, tables: Pick<CommandTables, 'leaseMinutes'>): readonly Happening[] {
  if (state.over) return []
  return [...missed(state, now), ...lapsed(state, now, tables)]
}

function missed({ deadlines }: IncidentState, now: number): Happening[] {
  return deadlines
    .filter(({ metAt, missedAt, dueAt }) => metAt === undefined && missedAt === undefined && dueAt <= now)
    .map(({ id, dueAt }) => ({ type: 'incident.deadline-missed', body: { id, dueAt } }))
}

function lapsed(state: IncidentState, now: number, tables: Pick<CommandTables, 'leaseMinutes'>): Happening[] {
  const { term, commander, leaseEndsAt = 0, lapsedAt } = state.command
  // Once the emergency has ended nobody waits for a commander.
  if (!commander || lapsedAt !== undefined || leaseEndsAt > now || state.endedAt !== undefined) return []
  const deputy = deputyOf(state)
  const promoted: Happening[] = deputy
    ? [{ type: 'incident.deputy-promoted', body: { term: term + 1, commander: deputy, leaseEndsAt: leaseFrom(now, tables) } }]
    : []
  return [{ type: 'incident.command-lapsed', body: { term } }, ...promoted]
}

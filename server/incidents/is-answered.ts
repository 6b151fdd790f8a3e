import type { IncidentState } from '#contract/incident.ts'

/** True once somebody commands, has started a response or has ordered something: then an incident cannot just go away. */
export function isAnswered({ command, levels, orders }: Pick<IncidentState, 'command' | 'levels' | 'orders'>): boolean {
  return command.term > 0 || levels.response !== undefined || orders > 0
}

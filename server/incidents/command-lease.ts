import type { CommandTables } from '#contract/command-tables.ts'
import type { IncidentState, Person } from '#contract/incident.ts'

/** When a lease that begins or is renewed now runs out. */
export function leaseFrom(now: number, { leaseMinutes }: Pick<CommandTables, 'leaseMinutes'>): number {
  return now + leaseMinutes * 60_000
}

/** 副总指挥: who commands when the commander is not heard of any more. */
export function deputyOf({ posts }: Pick<IncidentState, 'posts'>): Person | undefined {
  return posts.find(({ post }) => post === 'deputy')?.person
}

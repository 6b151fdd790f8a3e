import { useMemo } from 'react'
import type { Action } from '#contract/access.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { useMe } from '../access/access-context.ts'
import { type Person, personOf } from '../access/person.ts'
import { useNamedMatters } from '../access/use-trial-names.ts'
import type { IncidentMatter } from '../state/incidents.ts'
import type { Followed } from '../state/matters.ts'
import type { OrderMatter } from '../state/orders.ts'

const OPEN_INCIDENTS = { kind: 'incident' } as const
const OPEN_ORDERS = { kind: 'order' } as const

/** All open incidents in reach, and how the watch of them stands. */
export function useOpenIncidents(): { readonly followed: Followed; readonly incidents: readonly IncidentMatter[] } {
  const followed = useNamedMatters(OPEN_INCIDENTS)
  return { followed, incidents: followed.kind === 'following' ? (followed.matters as readonly IncidentMatter[]) : [] }
}

/** All open orders in reach, and how the watch of them stands. */
export function useOpenOrders(): { readonly followed: Followed; readonly orders: readonly OrderMatter[] } {
  const followed = useNamedMatters(OPEN_ORDERS)
  return { followed, orders: followed.kind === 'following' ? (followed.matters as readonly OrderMatter[]) : [] }
}

/** One incident with its log. Before its own answer is here, and without a line, it is shown as the list of open ones knows it. */
export function useIncident(id: string): {
  readonly followed: Followed
  readonly incident: IncidentMatter | undefined
  readonly log: readonly RecordedEvent[]
} {
  const followed = useNamedMatters(useMemo(() => ({ kind: 'incident' as const, id, log: true }), [id]))
  const { incidents } = useOpenIncidents()
  if (followed.kind !== 'following') return { followed, incident: incidents.find((one) => one.id === id), log: [] }
  return { followed, incident: followed.matters[0] as IncidentMatter | undefined, log: followed.log }
}

/** Who is here, as far as buttons ask: the person, and whether the capacity may do something. The server judges anew. */
export function useHolder(): { readonly person: Person | undefined; may(action: Action): boolean } {
  const person = personOf(useMe())
  return { person, may: (action) => person?.may.includes(action) ?? false }
}

import type { Role } from '#contract/access.ts'
import type { Address, DraftOrder, OrderOrigin } from '#contract/order.ts'
import { isOverreaching, type Picked, resourcesPicked } from './units/picked.ts'

/** Whom an order is for, while it is being written. */
export type AddressKind = Address['kind']

/** An order while it is being written: everything as it stands in the form. */
export interface OrderDraft {
  readonly kind: AddressKind
  readonly role: Role
  readonly area: string
  readonly department: string
  readonly person: string
  readonly title: string
  readonly text: string
  readonly minutes: number
  readonly resources: readonly Picked[]
  /** Why what others have, or more than is left, is taken as well. */
  readonly overcommit: string
  readonly needsPhoto: boolean
}

/** Roles that can be given an order. */
export const RECEIVING_ROLES = [
  'town-staff',
  'field-responder',
  'department-staff',
  'dispatcher',
  'duty-officer',
] as const satisfies readonly Role[]

/** Times people give, in minutes. */
export const USUAL_MINUTES = [10, 15, 30, 60, 120, 240] as const

/** The addressee of a draft; undefined while nobody is named. */
export function addressOf(draft: OrderDraft): Address | undefined {
  switch (draft.kind) {
    case 'role':
      return { kind: 'role', role: draft.role, area: draft.area }
    case 'department':
      return draft.department === '' ? undefined : { kind: 'department', department: draft.department, area: draft.area }
    case 'person':
      return draft.person === '' ? undefined : { kind: 'person', id: draft.person }
  }
}

/** What is sent; undefined while something is missing. An order without an incident is one of ordinary business. */
export function orderFields(
  draft: OrderDraft,
  given: {
    readonly incident?: { readonly id: string; readonly term: number } | undefined
    readonly supersedes?: string | undefined
    readonly origin?: OrderOrigin
  },
): Omit<DraftOrder, 'commandId' | 'device'> | undefined {
  const to = addressOf(draft)
  const title = draft.title.trim()
  if (to === undefined || title === '') return undefined
  const isOver = draft.resources.some(isOverreaching)
  if (isOver && draft.overcommit.trim() === '') return undefined
  return {
    ...(given.incident && { incident: given.incident.id, term: given.incident.term }),
    title,
    ...(draft.text.trim() !== '' && { text: draft.text.trim() }),
    to: [to],
    slaMinutes: draft.minutes,
    ...(draft.needsPhoto && { needsPhoto: true }),
    ...(draft.resources.length > 0 && { resources: resourcesPicked(draft.resources) }),
    ...(isOver && { overcommit: draft.overcommit.trim() }),
    ...(given.supersedes !== undefined && { supersedes: given.supersedes }),
    ...(given.origin && { origin: given.origin }),
    issue: true,
  }
}

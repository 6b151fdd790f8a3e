import type { Remit } from '#contract/access.ts'
import type { Addressee } from '#contract/order.ts'
import type { CityView } from '../state/city-view.ts'

/** Roles that act for a department. */
const OF_DEPARTMENTS: readonly string[] = ['department-staff', 'field-responder']

/**
 * True when an order is for the person at this screen, by the rule the server judges by: the person; whoever holds the role in
 * the area, in one that lies in it, or in one it lies in; the staff of the department, by the domains it answers for.
 */
export function isToMe(me: { readonly id: string; readonly remit: Remit }, to: Addressee, city: CityView): boolean {
  const { id, remit } = me
  if (to.kind === 'person') return to.person.id === id
  if (!meets(city, remit.area, to.area)) return false
  if (to.kind === 'role') return to.role === remit.role
  if (!OF_DEPARTMENTS.includes(remit.role)) return false
  const domains = [...city.metrics.values()].filter(({ department }) => department === to.department).map(({ domain }) => domain)
  return remit.domains === 'all' || domains.length === 0 || domains.some((domain) => remit.domains.includes(domain))
}

function meets(city: CityView, one: string, other: string): boolean {
  const liesIn = (inner: string, outer: string) =>
    city.area(inner) !== undefined && city.tree.path(inner).some(({ code }) => code === outer)
  return liesIn(one, other) || liesIn(other, one)
}

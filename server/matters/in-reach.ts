import { ROLES } from '#contract/access.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { Reach } from '#contract/matter.ts'
import { isCleared } from '#contract/sensitivity.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'

/**
 * True when a matter concerns a subject: it is addressed to the person, or it lies in the area of the remit or the area in
 * it, in a domain of the remit and no more sensitive than its role is cleared for. A storm over the city concerns each of its towns; a fire in one town no other.
 */
export function isInReach(subject: Subject, { area, domain, sensitivity, people }: Reach, tree: AreaTree): boolean {
  const remit = remitOf(subject)
  if (!remit) return false
  if (subject.kind === 'person' && people?.includes(subject.account.id)) return true
  if (sensitivity !== undefined && !isCleared(ROLES[remit.role].clearance, sensitivity)) return false
  if (domain !== undefined && remit.domains !== 'all' && !remit.domains.includes(domain)) return false
  return liesIn(tree, area, remit.area) || liesIn(tree, remit.area, area)
}

/**
 * True when a subject may decide about a matter that is in their reach: it lies whole in the area of their remit, or names them. A
 * storm over the city concerns each of its towns, and no town ends it, leads it or silences its alarm.
 */
export function isInCharge(subject: Subject, reach: Reach, tree: AreaTree): boolean {
  const remit = remitOf(subject)
  if (!remit || !isInReach(subject, reach, tree)) return false
  if (subject.kind === 'person' && reach.people?.includes(subject.account.id)) return true
  return liesIn(tree, reach.area, remit.area)
}

function liesIn(tree: AreaTree, inner: string, outer: string): boolean {
  return tree.byCode.has(inner) && tree.path(inner).some(({ code }) => code === outer)
}

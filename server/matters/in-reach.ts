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

function liesIn(tree: AreaTree, inner: string, outer: string): boolean {
  return tree.byCode.has(inner) && tree.path(inner).some(({ code }) => code === outer)
}

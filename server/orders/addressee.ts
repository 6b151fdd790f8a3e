import { ROLES } from '#contract/access.ts'
import type { AreaTree, Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Address, Addressee } from '#contract/order.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'
import type { Somebody } from '../incidents/happening.ts'

/** What addressing knows of the city: its areas, and the domains each department answers for. */
export interface AddressBook {
  readonly tree: AreaTree
  /** Domains of a department's metrics; empty for one that reports none. Undefined for no department of the city. */
  domainsOf(department: string): readonly string[] | undefined
  hasDomain(domain: string): boolean
}

export function addressBook({ city, metrics }: Pick<Catalogue, 'city' | 'metrics'>, tree: AreaTree): AddressBook {
  const domains = new Map<string, Set<string>>(city.departments.map(({ id }) => [id, new Set<string>()]))
  for (const { department, domain } of metrics) domains.get(department)?.add(domain)
  const known = new Set(city.domains.map(({ id }) => id))
  return {
    tree,
    hasDomain: (domain) => known.has(domain),
    domainsOf: (department) => {
      const answers = domains.get(department)
      return answers && [...answers]
    },
  }
}

/** Roles that act for a department. */
const OF_DEPARTMENTS = ['department-staff', 'field-responder'] as const

/**
 * True when a subject is who an order is addressed to, or one of those: the person; whoever holds the role in the area, in one
 * that lies in it, or in one it lies in; the staff of the department, by the domains it answers for.
 */
export function isAddressee(subject: Subject, to: Addressee, { tree, domainsOf }: AddressBook): boolean {
  const remit = remitOf(subject)
  if (subject.kind !== 'person' || !remit) return false
  if (to.kind === 'person') return subject.account.id === to.person.id
  if (!meets(tree, remit.area, to.area)) return false
  if (to.kind === 'role') return remit.role === to.role
  if (!OF_DEPARTMENTS.some((role) => role === remit.role)) return false
  const domains = domainsOf(to.department) ?? []
  return remit.domains === 'all' || domains.length === 0 || domains.some((domain) => remit.domains.includes(domain))
}

function meets(tree: AreaTree, one: string, other: string): boolean {
  const liesIn = (inner: string, outer: string) => tree.byCode.has(inner) && tree.path(inner).some(({ code }) => code === outer)
  return liesIn(one, other) || liesIn(other, one)
}

/**
 * Who an address means, as it will stand in the record. `area` is where the order is about. Throws Refusal
 * `order/addressee-unknown` for a person, role, area or department that could never answer.
 */
export function addresseeOf(
  to: Address,
  area: string,
  { tree, domainsOf }: AddressBook,
  people: ReadonlyMap<string, Somebody>,
): Addressee {
  switch (to.kind) {
    case 'person': {
      const person = people.get(to.id)
      if (!person?.may('orders:answer')) throw new Refusal('order/addressee-unknown', `No account ${to.id} could answer an order.`)
      return { kind: 'person', person: { id: person.id, name: person.name } }
    }
    case 'role':
      if (!ROLES[to.role].may.some((action) => action === 'orders:answer') || !tree.byCode.has(to.area))
        throw new Refusal('order/addressee-unknown', `Nobody is ${to.role} in ${to.area} and could answer an order.`)
      return to
    case 'department': {
      const place = to.area ?? area
      if (domainsOf(to.department) === undefined || !tree.byCode.has(place))
        throw new Refusal('order/addressee-unknown', `The city has no department "${to.department}" in ${place}.`)
      return { kind: 'department', department: to.department, area: place }
    }
  }
}

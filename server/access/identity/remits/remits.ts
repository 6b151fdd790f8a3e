import { PERSON_ROLES, type Remit, ROLES, type Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Queries } from '../../../record/database.ts'

interface RemitRow {
  readonly id: string
  readonly role: Role
  readonly area: string
  readonly domains: string[] | null
}

/** Remits of an account, in the order in which they were granted. */
export async function remitsOf(queries: Queries, account: string): Promise<readonly Remit[]> {
  const rows = await queries.query<RemitRow>(
    'select id, role, area, domains from guanlan.remit where account = $1 order by granted_at, id',
    [account],
  )
  return rows.map(({ id, role, area, domains }) => ({ id, role, area, domains: domains ?? 'all' }))
}

/** A remit to be granted. */
export type NewRemit = Omit<Remit, 'id'>

/**
 * Why a remit cannot be granted beside those held, or undefined. An administrator holds that one remit and nothing else:
 * the three exclude each other and every duty (GB/T 22239-2019 8.1.4.2 d, 三权分立). Pure.
 */
export function grantFault(
  held: readonly NewRemit[],
  remit: NewRemit,
): 'account/remits-exclusive' | 'account/remit-held' | undefined {
  const isAdministrator = ({ role }: NewRemit) => ROLES[role].kind === 'administrator'
  if (held.some((other) => other.role === remit.role && other.area === remit.area && isSameDomains(other.domains, remit.domains)))
    return 'account/remit-held'
  if (held.length > 0 && [...held, remit].some(isAdministrator)) return 'account/remits-exclusive'
  return undefined
}

function isSameDomains(some: Remit['domains'], others: Remit['domains']): boolean {
  if (some === 'all' || others === 'all') return some === others
  return [...new Set(some)].sort().join() === [...new Set(others)].sort().join()
}

/** True for a remit a person can have in this city: its role is a person's, and its area and domains are there. Pure. */
export function isRemitOfCity({ role, area, domains }: NewRemit, { areas, city }: Pick<Catalogue, 'areas' | 'city'>): boolean {
  return (
    PERSON_ROLES.includes(role) &&
    areas.some(({ code }) => code === area) &&
    (domains === 'all' || domains.every((id) => city.domains.some((domain) => domain.id === id)))
  )
}

import { type Remit, ROLES, type Role } from '#contract/access.ts'

/** A remit as it is being put together. */
export interface RemitDraft {
  readonly role: Role | undefined
  readonly area: string
  /** Undefined: all domains. */
  readonly domains: readonly string[] | undefined
}

/** Why a draft cannot be granted to somebody who holds these remits. */
export type RemitFault = 'no-role' | 'no-domain' | 'exclusive' | 'held'

/** An administrator's duty is the whole city's: neither area nor domain narrows it. */
export function isWholeCity(role: Role | undefined): boolean {
  return role !== undefined && ROLES[role].kind === 'administrator'
}

/** What is wrong with a draft, as far as can be told before the server is asked. Pure. */
export function faultOf({ role, area, domains }: RemitDraft, held: readonly Remit[]): RemitFault | undefined {
  if (role === undefined) return 'no-role'
  if (domains?.length === 0) return 'no-domain'
  const isAdministrator = isWholeCity(role)
  if (held.some((remit) => remit.role !== role && (isAdministrator || isWholeCity(remit.role)))) return 'exclusive'
  const wanted = fields(domains ?? 'all')
  if (held.some((remit) => remit.role === role && remit.area === area && fields(remit.domains) === wanted)) return 'held'
  return undefined
}

function fields(domains: Remit['domains'] | readonly string[]): string {
  return domains === 'all' ? 'all' : [...domains].sort().join(' ')
}

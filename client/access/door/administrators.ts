import type { Role } from '#contract/access.ts'
import { seemsGood } from '../password-rules.ts'

/** The three who exclude each other, in the order in which they are named. */
export const FIRST_ROLES = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Role[]
export type FirstRole = (typeof FIRST_ROLES)[number]

/** One of the first administrators as it is being written. */
export interface Draft {
  readonly name: string
  readonly shown: string
  readonly password: string
}

export type Drafts = Readonly<Record<FirstRole, Draft>>

export const EMPTY_DRAFT: Draft = { name: '', shown: '', password: '' }

/** What is wrong with a draft; nothing is said of what is still empty. */
export type DraftFault = 'same-name' | 'same-person' | 'same-password'

/**
 * Where a draft is the same person as one before it: the three duties are kept apart by three people, so one name, one
 * shown name or one password twice is refused. Pure.
 */
export function draftFaults(drafts: Drafts): Readonly<Record<FirstRole, DraftFault | undefined>> {
  const faultOf = (role: FirstRole): DraftFault | undefined => {
    const own = drafts[role]
    const before = FIRST_ROLES.slice(0, FIRST_ROLES.indexOf(role)).map((other) => drafts[other])
    const isTwice = (part: (draft: Draft) => string) => part(own) !== '' && before.some((other) => part(other) === part(own))
    if (isTwice(({ name }) => folded(name))) return 'same-name'
    if (isTwice(({ shown }) => folded(shown))) return 'same-person'
    if (isTwice(({ password }) => password)) return 'same-password'
    return undefined
  }
  return Object.fromEntries(FIRST_ROLES.map((role) => [role, faultOf(role)])) as Record<FirstRole, DraftFault | undefined>
}

/** True when the three can be sent. */
export function areReady(drafts: Drafts): boolean {
  const faults = draftFaults(drafts)
  return FIRST_ROLES.every((role) => {
    const { name, shown, password } = drafts[role]
    return faults[role] === undefined && folded(name).length >= 2 && shown.trim() !== '' && seemsGood(password, name)
  })
}

/** Names that a person would take for one are one. */
function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

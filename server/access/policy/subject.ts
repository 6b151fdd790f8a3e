import type { Assurance, Duty, Remit, Role } from '#contract/access.ts'
import type { DisplayClass } from '#contract/display-class.ts'

/**
 * Who asks. Made once, where bytes enter (a request, a socket's handshake), from a session cookie, a screen's cookie or a
 * program's token; everything further in trusts it.
 */
export type Subject =
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'person'
      readonly account: { readonly id: string; readonly name: string }
      /** Id of the session (never its token). */
      readonly session: string
      readonly assurance: Assurance
      /** The capacity in which the person acts; none until it is chosen. */
      readonly remit: Remit | undefined
      /** What must be done before anything else is served. */
      readonly owes: readonly Duty[]
    }
  | {
      readonly kind: 'screen'
      readonly screen: { readonly id: string; readonly name: string; readonly display: DisplayClass }
      readonly remit: Remit
    }
  | { readonly kind: 'program'; readonly reader: { readonly id: string; readonly name: string }; readonly remit: Remit }

export const VISITOR: Subject = { kind: 'visitor' }

/** The role a subject acts in. A person who owes something, or has chosen no remit, is a visitor until then. */
export function roleOf(subject: Subject): Role {
  switch (subject.kind) {
    case 'visitor':
      return 'visitor'
    case 'person':
      return subject.remit !== undefined && subject.owes.length === 0 ? subject.remit.role : 'visitor'
    case 'screen':
    case 'program':
      return subject.remit.role
  }
}

/** The remit a subject acts in, or undefined for one that is a visitor as yet; see `roleOf`. */
export function remitOf(subject: Subject): Remit | undefined {
  if (subject.kind === 'visitor') return undefined
  if (subject.kind === 'person' && subject.owes.length > 0) return undefined
  return subject.remit
}

/**
 * What ends with a subject's right to be here: a socket that bears one of these keys is closed when it is told as ended.
 * Persons end by session and by account, screens and programs by their id.
 */
export function endingKeys(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'visitor':
      return []
    case 'person':
      return [`session:${subject.session}`, `account:${subject.account.id}`]
    case 'screen':
      return [`screen:${subject.screen.id}`]
    case 'program':
      return [`reader:${subject.reader.id}`]
  }
}

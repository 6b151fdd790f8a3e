import type { Me } from '#contract/access.ts'

export type Person = Extract<Me['subject'], { kind: 'person' }>

/** The person of an answer, or undefined for a visitor, a screen or a program. */
export function personOf(me: Me | undefined): Person | undefined {
  return me?.subject.kind === 'person' ? me.subject : undefined
}

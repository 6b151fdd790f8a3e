import { Refusal } from '#contract/errors.ts'
import type { Subject } from '../../policy/subject.ts'

type Person = Extract<Subject, { kind: 'person' }>

/**
 * The person who acts on their own account. Throws Refusal `access/sign-in-needed` for anybody else, and
 * `access/duty-owed` for someone who has a second factor and has not given it: a password alone changes nothing then.
 */
export function provenPerson(subject: Subject): Person {
  if (subject.kind !== 'person') throw new Refusal('access/sign-in-needed')
  if (subject.owes.includes('give-factor')) throw new Refusal('access/duty-owed')
  return subject
}

/** As `provenPerson`; throws Refusal `access/refused` in a trial, where nobody proved anything and nothing is their own. */
export function owner(subject: Subject): Person {
  const person = provenPerson(subject)
  if (person.assurance === 'trial') throw new Refusal('access/refused')
  return person
}

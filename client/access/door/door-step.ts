import type { Duty, Me } from '#contract/access.ts'
import { personOf } from '../person.ts'

/** What the front door asks for next. `no-remit`: the account is known, but nobody has given it anything to answer for. */
export type DoorStep = 'credentials' | Duty | 'no-remit'

/** The next thing to ask of whoever is there; `credentials` also for those who owe nothing any more. Pure. */
export function doorStep(me: Me | undefined): DoorStep {
  const person = personOf(me)
  if (!person) return 'credentials'
  const [owed] = person.owes
  if (owed !== undefined) return owed
  if (person.remit !== undefined) return 'credentials'
  return person.remits.length > 0 ? 'choose-remit' : 'no-remit'
}

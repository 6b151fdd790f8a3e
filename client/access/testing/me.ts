import { type Me, type Remit, ROLES, type Role } from '#contract/access.ts'
import type { Person } from '../person.ts'

/** What the server says to a visitor of a city that is in use. */
export function visitorMe(ways: Partial<Me['ways']> = {}): Me {
  return { subject: { kind: 'visitor' }, ways: { trial: [], passkey: false, isNew: false, ...ways } }
}

/** What the server says to somebody signed in, as a duty officer of the whole city unless told otherwise. */
export function personMe(part: Partial<Person> = {}, role: Role = 'duty-officer'): Me {
  const remit: Remit = { id: 'r1', role, area: 'city', domains: 'all' }
  return {
    ...visitorMe(),
    subject: {
      kind: 'person',
      id: 'a1',
      name: '林晓彤',
      assurance: 'second-factor',
      remit,
      remits: [remit],
      owes: [],
      may: [...ROLES[role].may],
      endsAt: 1_800_000_000_000,
      idleMs: 900_000,
      ...part,
    },
  }
}

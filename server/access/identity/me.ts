import { ACTIONS, type Me } from '#contract/access.ts'
import { decide } from '../policy/policy.ts'
import type { Subject } from '../policy/subject.ts'
import type { SessionState } from './sessions/session.ts'
import { subjectOf } from './sessions/session.ts'

/** What a caller is told of itself. `state` is the session of a person. Pure. */
export function toMe(subject: Subject, state: SessionState | undefined, ways: Me['ways']): Me {
  const may = ACTIONS.filter((action) => decide(subject, action).allowed)
  switch (subject.kind) {
    case 'visitor':
      return { subject: { kind: 'visitor' }, ways }
    case 'person':
      return state ? { subject: toPerson(state), ways } : { subject: { kind: 'visitor' }, ways }
    case 'screen':
      return { subject: { kind: 'screen', ...subject.screen, remit: subject.remit, may }, ways }
    case 'program':
      return { subject: { kind: 'program', ...subject.reader, remit: subject.remit, may }, ways }
  }
}

/** Until the second factor is given, nothing of what the account may is told. */
function toPerson(state: SessionState): Me['subject'] {
  const subject = subjectOf(state)
  const isProven = !state.owes.includes('give-factor')
  return {
    ...{ kind: 'person', id: state.account.id, name: state.account.shown, assurance: state.assurance },
    ...(isProven && state.remit !== undefined && { remit: state.remit }),
    remits: isProven ? [...state.remits] : [],
    owes: [...state.owes],
    may: ACTIONS.filter((action) => decide(subject, action).allowed),
    ...{ endsAt: state.endsAt, idleMs: state.idleMs },
  }
}

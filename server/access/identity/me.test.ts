import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { type Duty, MeSchema, type Remit } from '#contract/access.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { toMe } from './me.ts'
import { type SessionState, subjectOf } from './sessions/session.ts'

const WAYS = { trial: [], passkey: false, isNew: false }
const REMIT: Remit = { id: 'r', role: 'commander', area: 'city', domains: 'all' }

function state(owes: readonly Duty[]): SessionState {
  return {
    ...{ id: 's', assurance: 'password', remits: [REMIT], remit: REMIT, owes, endsAt: 10, idleMs: 5 },
    account: { id: 'a', name: 'zhang.wei', shown: '张伟', isTrial: false },
  }
}

it('tells everybody who they are in the form the contract describes', () => {
  const screen: Subject = {
    kind: 'screen',
    screen: { id: 'w', name: '主屏', display: 'wall' },
    remit: { ...REMIT, role: 'wall-screen' },
  }
  const program: Subject = {
    kind: 'program',
    reader: { id: 'p', name: 'BI' },
    remit: { ...REMIT, role: 'reader', domains: ['water'] },
  }
  const said = [
    toMe(VISITOR, undefined, WAYS),
    toMe(subjectOf(state([])), state([]), { ...WAYS, trial: ['leader'], provider: { name: '统一认证' } }),
    toMe(screen, undefined, WAYS),
    toMe(program, undefined, WAYS),
  ]
  for (const me of said) expect([...Compile(MeSchema).Errors(me)]).toEqual([])
  expect(said.map(({ subject }) => subject.kind)).toEqual(['visitor', 'person', 'screen', 'program'])
})

it('shows the name people know, never the one to sign in with', () => {
  expect(JSON.stringify(toMe(subjectOf(state([])), state([]), WAYS))).not.toContain('zhang.wei')
})

it('says nothing of what an account may to somebody who only knows its password', () => {
  const { subject } = toMe(subjectOf(state(['give-factor'])), state(['give-factor']), WAYS)
  expect(subject).toMatchObject({ remits: [], owes: ['give-factor'], may: ['open:read', 'self:manage'] })
  expect(subject).not.toHaveProperty('remit')
})

it('lets somebody who owes another duty see their remits, and do nothing else yet', () => {
  const { subject } = toMe(subjectOf(state(['add-factor'])), state(['add-factor']), WAYS)
  expect(subject).toMatchObject({ remits: [REMIT], may: ['open:read', 'self:manage'] })
})

it('takes a person whose session ended meanwhile for a visitor', () => {
  expect(toMe(subjectOf(state([])), undefined, WAYS).subject).toEqual({ kind: 'visitor' })
})

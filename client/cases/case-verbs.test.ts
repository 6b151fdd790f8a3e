import { describe, expect, it } from 'vitest'
import { ROLES, type Role } from '#contract/access.ts'
import type { CaseState } from '#contract/case.ts'
import { bulkVerbs, type CaseHolder, verbsOf } from './case-verbs.ts'
import { toldCase } from './testing/told-case.ts'

const as = (role: Role, said: Partial<CaseHolder> = {}): CaseHolder => ({
  id: 'lin',
  may: (action) => ROLES[role].may.some((allowed) => allowed === action),
  isInCharge: true,
  ...said,
})
const names = (state: CaseState, holder: CaseHolder) => verbsOf(state, holder).map(({ verb }) => verb)
const [lin, huang] = [
  { id: 'lin', name: '林' },
  { id: 'huang', name: '黄' },
]

describe('what is offered about a case', () => {
  it('is what moves it on, first, and then what the desk does besides', () => {
    expect(names(toldCase(), as('duty-officer'))).toEqual(['accept', 'reject', 'supplement', 'describe', 'merge', 'void'])
    expect(names(toldCase({ stage: 'filed' }), as('dispatcher'))[0]).toBe('dispatch')
    expect(names(toldCase({ stage: 'dispatched' }), as('department-staff')).slice(0, 5)).toEqual([
      ...['start', 'answer', 'progress', 'return', 'ask'],
    ])
    expect(names(toldCase({ stage: 'evaluated' }), as('commander'))).toEqual([])
  })

  it('keeps filing in its place until somebody has looked on the spot, and turns to rejecting where nothing was found', () => {
    const accepted = verbsOf(toldCase({ stage: 'accepted' }), as('duty-officer'))
    expect(accepted.slice(0, 2)).toMatchObject([{ verb: 'check' }, { verb: 'file', obstacle: 'check-needed' }])
    expect(names(toldCase({ stage: 'accepted', needsCheck: false }), as('duty-officer'))[0]).toBe('file')
    const empty = toldCase({ stage: 'checked', check: { found: false, at: 1, by: huang, attachments: [] } })
    expect(verbsOf(empty, as('duty-officer')).slice(0, 2)).toMatchObject([
      { verb: 'reject' },
      { verb: 'file', obstacle: 'not-there' },
    ])
  })

  it('lets nobody verify what they reported or did, and says so where they would press', () => {
    const done = toldCase({ stage: 'handled', by: lin, taker: huang })
    expect(verbsOf(done, as('field-responder')).slice(0, 2)).toMatchObject([
      { verb: 'verify', obstacle: 'own-work' },
      { verb: 'rework', obstacle: 'own-work' },
    ])
    expect(verbsOf(done, as('field-responder', { id: 'chen' }))[0]).toEqual({ verb: 'verify', isNext: true })
  })

  it('puts what was asked for first, and stands still while the case does', () => {
    const request = { kind: 'deferral' as const, at: 1, by: huang, reason: '等材料' }
    expect(names(toldCase({ stage: 'handling', request }), as('duty-officer')).slice(0, 2)).toEqual(['defer', 'refuse'])
    const suspension = { kind: 'carried' as const, at: 1, by: lin, reason: '权属不清' }
    expect(names(toldCase({ stage: 'handling', suspension }), as('duty-officer'))[0]).toBe('resume')
    expect(names(toldCase({ stage: 'handling', suspension }), as('department-staff'))).toEqual(['supplement'])
  })

  it('is only a word more, where the case is of a wider area than one answers for', () => {
    expect(names(toldCase(), as('town-staff', { isInCharge: false }))).toEqual(['supplement'])
  })
})

it('offers for many what fits at least one of them, with how many', () => {
  expect(bulkVerbs(['collected', 'collected', 'filed'], as('duty-officer').may)).toEqual([
    { verb: 'accept', count: 2 },
    { verb: 'dispatch', count: 1 },
    { verb: 'reject', count: 2 },
    { verb: 'merge', count: 3 },
    { verb: 'void', count: 3 },
  ])
  expect(bulkVerbs(['collected'], as('department-staff').may)).toEqual([])
})

import { describe, expect, it } from 'vitest'
import type { CaseState } from '#contract/case.ts'
import type { DecisionState } from '#contract/decision.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter, MatterKind } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import { leftUntil, USUAL_PATIENCE } from '#contract/reminder.ts'
import { type DebtCity, debtsOf, overdueCaseId } from './debts.ts'

const CITY: DebtCity = {
  categoryNames: (id) => (id === 'lamp' ? { zh: '路灯', en: 'Street lamp' } : undefined),
  patience: USUAL_PATIENCE,
}
const MINUTE = 60_000

describe('an order', () => {
  const order = (said: Partial<OrderState>) =>
    matter('order', { title: '排水', stage: 'issued', dueAt: 20 * MINUTE, returned: 0, stamps: [], incident: 'i-1', ...said })

  it('owes its result from the moment it is overdue, and says what one opens', () => {
    expect(owed(order({}), 20 * MINUTE - 1)).toEqual([])
    expect(debtsOf(order({}), CITY, 20 * MINUTE)).toMatchObject([
      { debt: { debt: 'order-overdue', on: { kind: 'order', id: 'm-1', incident: 'i-1' }, title: '排水', area: 'town' } },
    ])
  })

  it('owes a judgement half an hour after its result, and nothing once it was judged', () => {
    const stamps = [{ stage: 'done' as const, at: 5 * MINUTE, by: { id: 'a', name: 'a' } }]
    expect(owed(order({ stage: 'done', stamps }), 35 * MINUTE - 1)).toEqual([])
    expect(owed(order({ stage: 'done', stamps }), 35 * MINUTE)).toEqual(['order-unverified'])
    expect(owed(order({ stage: 'verified', stamps }), 90 * MINUTE)).toEqual([])
  })

  it('that was sent back owes again, as another debt: people are told of it anew', () => {
    const [first] = debtsOf(order({ stage: 'in-progress' }), CITY, 30 * MINUTE)
    const [again] = debtsOf(order({ stage: 'in-progress', returned: 1 }), CITY, 30 * MINUTE)
    const [same] = debtsOf(order({ stage: 'acknowledged' }), CITY, 40 * MINUTE)
    expect(first?.id).not.toBe(again?.id)
    expect(same?.id).toBe(first?.id)
  })
})

it('becomes a debt when the city loses patience, and leaves whoever takes it on what the city gives', () => {
  const patience = { ...USUAL_PATIENCE, 'order-overdue': { afterMinutes: 5, graceMinutes: 3 } }
  const late = matter('order', {
    title: '排水',
    stage: 'issued',
    dueAt: 20 * MINUTE,
    returned: 0,
    stamps: [],
  } as Partial<OrderState>)
  expect(debtsOf(late, { ...CITY, patience }, 25 * MINUTE - 1)).toEqual([])
  const [owed] = debtsOf(late, { ...CITY, patience }, 25 * MINUTE)
  if (!owed) throw new Error('nothing is owed')
  expect(leftUntil({ ...owed.debt, taken: { at: 30 * MINUTE } })).toBe(33 * MINUTE)
})

describe('an incident', () => {
  const step = { stage: 'proposed', step: 'towns', names: { zh: '到镇', en: 'To the towns' }, at: 0 }
  const planned = (said: object, more: object = {}) =>
    matter('incident', {
      ...{ title: '内涝', command: { term: 1 }, levels: {}, plans: [{ plan: 'flood', steps: [{ ...step, ...said }], ...more }] },
    } as unknown as Partial<IncidentState>)

  it('owes a decision on each step of a plan, by the time the plan gives or in ten minutes', () => {
    expect(owed(planned({ dueAt: 3 * MINUTE }), 3 * MINUTE)).toEqual(['step-undecided'])
    expect(owed(planned({}), 10 * MINUTE - 1)).toEqual([])
    expect(owed(planned({}), 10 * MINUTE)).toEqual(['step-undecided'])
    expect(owed(planned({ stage: 'accepted' }), 90 * MINUTE)).toEqual([])
    expect(owed(planned({}, { ended: { at: 1 } }), 90 * MINUTE)).toEqual([])
  })

  it('owes a word on the level that its figures came to, until it has that level', () => {
    const at = (event?: string, since = 0) =>
      matter('incident', {
        ...{ title: '内涝', command: { term: 1 }, proposal: { level: 'II', at: 1, because: [] } },
        levels: event === undefined ? {} : { event: { level: event, at: since } },
      })
    const afterMs = USUAL_PATIENCE['level-unconfirmed'].afterMinutes * MINUTE
    expect([owed(at(), afterMs), owed(at(), afterMs + 1), owed(at('III'), afterMs + 1)]).toEqual([
      [],
      ['level-unconfirmed'],
      ['level-unconfirmed'],
    ])
    expect([owed(at('II'), afterMs + 1), owed(at('III', 2), afterMs + 1)]).toEqual([[], []])
  })

  it('owes an answer to whoever offered command', () => {
    const offered = matter('incident', {
      title: '内涝',
      command: { term: 1, offer: { at: 0 } },
      levels: {},
    } as unknown as IncidentState)
    expect(owed(offered, USUAL_PATIENCE['command-offered'].afterMinutes * MINUTE)).toEqual(['command-offered'])
  })
})

it('a decision owes its answer by its time, and is as sensitive as what it rests on', () => {
  const open = { stage: 'open', question: '是否停课', dueAt: MINUTE, sensitivity: 'sensitive' } as Partial<DecisionState>
  expect(debtsOf(matter('decision', open), CITY, MINUTE)).toMatchObject([{ debt: { debt: 'decision-undecided' } }])
  expect(owed(matter('decision', { ...open, stage: 'decided' }), MINUTE)).toEqual([])
})

describe('a case', () => {
  const told = { number: '20261123-000042', category: 'lamp', what: '王女士家门口路灯不亮' } as Partial<CaseState>

  it('is owed when its clock runs out, under the id that its line alone gives', () => {
    const [one] = debtsOf(matter('case', { ...told, dueAt: MINUTE }), CITY, MINUTE)
    expect(one?.id).toBe(overdueCaseId('m-1', MINUTE))
    expect(debtsOf(matter('case', told), CITY, 9e15)).toEqual([])
  })

  it('goes by its number and category, never by what somebody wrote', () => {
    const [one] = debtsOf(matter('case', { ...told, dueAt: MINUTE }), CITY, MINUTE)
    expect(one?.debt).toMatchObject({ title: '20261123-000042', names: { zh: '路灯' } })
    expect(JSON.stringify(one)).not.toContain('王女士')
  })

  it('owes an answer to those who ask for more time', () => {
    const request = { kind: 'extension', at: 0, by: { id: 'a', name: 'a' }, reason: '缺料' } as CaseState['request']
    expect(
      owed(matter('case', { ...told, ...(request && { request }) }), USUAL_PATIENCE['case-request'].afterMinutes * MINUTE),
    ).toEqual(['case-request'])
  })
})

function owed(one: Matter, now: number): readonly string[] {
  return debtsOf(one, CITY, now).map(({ debt }) => debt.debt)
}

function matter(kind: MatterKind, state: object): Matter {
  return {
    ...{ kind, id: 'm-1', version: 1, revision: 1, openedAt: 0, changedAt: 0, isOpen: true },
    ...{ reach: { area: 'town' }, state },
  }
}

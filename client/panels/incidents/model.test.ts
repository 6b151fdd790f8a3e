import { expect, it } from 'vitest'
import type { DecisionState } from '#contract/decision.ts'
import { toldDecision } from '../../state/testing/told-decision.ts'
import { toldIncident } from '../../state/testing/told-incident.ts'
import { toldOrder } from '../../state/testing/told-order.ts'
import { incidentRows, rowForms } from './model.ts'

const everywhere = () => true

it('tells a room the office that commands, and never a name', () => {
  const commander = { id: 'zhou', name: '周明', post: '常务副市长' }
  const rows = incidentRows([toldIncident('i1', 0, { command: { term: 1, commander } })], [], [], everywhere, 60_000)
  expect(rows[0]?.command).toBe('常务副市长')
  expect(JSON.stringify(rows)).not.toContain('周明')
})

it('keeps warning, event and response apart, and counts the orders of each incident by itself', () => {
  const levels = { warning: { level: 'II' as const, at: 0, by: { id: '', name: '' }, reason: '' } }
  const orders = [toldOrder('o1', 'in-progress'), toldOrder('o2', 'done', { incident: 'other' })]
  const [row] = incidentRows([toldIncident('i1', 0, { levels })], orders, [], everywhere, 1_000)
  expect(row?.levels).toEqual({ warning: 'II', event: undefined, response: undefined })
  expect(row?.orders.stations).toMatchObject({ 'in-progress': 1, done: 0 })
})

it('shows on the screen of a town what happens there', () => {
  const incidents = [toldIncident('i1', 0), toldIncident('i2', 0, { place: { area: 'b' } })]
  expect(incidentRows(incidents, [], [], (area) => area === 'b', 0).map(({ id }) => id)).toEqual(['i2'])
})

it('shows the question people wait for with its clock, and what was decided once it is, without a name', () => {
  const incidents = [toldIncident('i1', 0)]
  const at = (said: Partial<DecisionState>) =>
    incidentRows(incidents, [], [toldDecision('d1', { incident: 'i1', ...said })], everywhere, 1_000)[0]?.decision
  expect(at({})).toEqual({
    question: '是否转移',
    due: { kind: 'left', leftMs: 1_000, share: 0.5, isShort: false },
    decided: undefined,
  })
  const decided = { option: 'a', by: { id: 'chief', name: '周明' }, at: 900, orders: [] }
  expect(at({ stage: 'decided', decided })).toMatchObject({ decided: '立即转移', due: { kind: 'met' } })
  expect(JSON.stringify(at({ stage: 'decided', decided }))).not.toContain('周明')
  expect(at({ incident: 'another' })).toBeUndefined()
})

it('says all of every incident where there is room, and of the gravest alone where there is less', () => {
  expect(rowForms([100, 100], 60, 200, 20)).toEqual({ forms: ['full', 'full'], hidden: 0 })
  expect(rowForms([100, 100], 60, 199, 20)).toEqual({ forms: ['full', 'brief'], hidden: 0 })
  expect(rowForms([100, 100, 100], 60, 180, 20)).toEqual({ forms: ['brief', 'brief', 'brief'], hidden: 0 })
})

it('never leaves the gravest out, and counts those that have no room', () => {
  expect(rowForms([100, 100, 100], 60, 130, 20)).toEqual({ forms: ['full'], hidden: 2 })
  expect(rowForms([140, 100, 100], 60, 130, 20)).toEqual({ forms: ['brief'], hidden: 2 })
  expect(rowForms([140, 100], 60, 30, 20)).toEqual({ forms: ['brief'], hidden: 1 })
  expect(rowForms([], 60, 130, 20)).toEqual({ forms: [], hidden: 0 })
})

import { expect, it } from 'vitest'
import { toldIncident } from '../../state/testing/told-incident.ts'
import { toldOrder } from '../../state/testing/told-order.ts'
import { incidentRows } from './model.ts'

const everywhere = () => true

it('tells a room the office that commands, and never a name', () => {
  const commander = { id: 'zhou', name: '周明', post: '常务副市长' }
  const rows = incidentRows([toldIncident('i1', 0, { command: { term: 1, commander } })], [], everywhere, 60_000)
  expect(rows[0]?.command).toBe('常务副市长')
  expect(JSON.stringify(rows)).not.toContain('周明')
})

it('keeps warning, event and response apart, and counts the orders of each incident by itself', () => {
  const levels = { warning: { level: 'II' as const, at: 0, by: { id: '', name: '' }, reason: '' } }
  const orders = [toldOrder('o1', 'in-progress'), toldOrder('o2', 'done', { incident: 'other' })]
  const [row] = incidentRows([toldIncident('i1', 0, { levels })], orders, everywhere, 1_000)
  expect(row?.levels).toEqual({ warning: 'II', event: undefined, response: undefined })
  expect(row?.orders.stations).toMatchObject({ 'in-progress': 1, done: 0 })
})

it('shows on the screen of a town what happens there', () => {
  const incidents = [toldIncident('i1', 0), toldIncident('i2', 0, { place: { area: 'b' } })]
  expect(incidentRows(incidents, [], (area) => area === 'b', 0).map(({ id }) => id)).toEqual(['i2'])
})

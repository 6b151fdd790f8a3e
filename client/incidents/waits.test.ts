import { expect, it } from 'vitest'
import { toldIncident } from '../state/testing/told-incident.ts'
import { toldOrder } from '../state/testing/told-order.ts'
import { type Waiter, waitsFor } from './waits.ts'

const zhou = { id: 'zhou', name: '周明' }
const wang = { id: 'wang', name: '王' }
const me: Waiter = { id: 'zhou', mayCommand: true, mayVerify: true, isMine: ({ state }) => state.to.kind === 'person' }

it('lets a command that is handed over wait for the one it is offered to, and for nobody else', () => {
  const offered = toldIncident('i1', 0, { command: { term: 2, commander: wang, offer: { to: zhou, by: wang, at: 1 } } })
  expect(waitsFor(me, [offered], []).map(({ kind }) => kind)).toEqual(['handover'])
  expect(waitsFor({ ...me, id: 'wang' }, [offered], [])).toEqual([])
})

it('asks whoever gave an order to judge its result, once there is one', () => {
  const orders = [toldOrder('done', 'done'), toldOrder('doing', 'in-progress'), toldOrder('theirs', 'done', { by: wang })]
  expect(waitsFor(me, [], orders).map((wait) => wait.kind === 'verify' && wait.order.id)).toEqual(['done'])
})

it('shows an order until it is taken, and a level until somebody sets it', () => {
  const order = toldOrder('o', 'delivered', { to: { kind: 'person', person: zhou } })
  const incident = toldIncident('i', 0, { proposal: { level: 'II', at: 0, because: [] } })
  expect(waitsFor(me, [incident], [order]).map(({ kind }) => kind)).toEqual(['proposal', 'order'])
  expect(waitsFor({ ...me, mayCommand: false }, [incident], [])).toEqual([])
})

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

it('lets a step of a plan wait for the commander alone; for whoever may while nobody commands', () => {
  const step = (approval: 'duty' | 'commander') => ({
    ...{ stage: 'proposed', step: approval, names: { zh: '转移', en: 'Evacuate' }, phase: 'protect', approval, at: 0 },
    ...{ orders: [], groups: [] },
  })
  const plan = {
    ...{ plan: 'flood', names: { zh: '防汛', en: 'Flood' }, edition: '1', level: 'III', at: 0, by: wang },
    steps: [step('duty'), step('commander')],
  }
  const told = (command: object, more: object = {}) => toldIncident('i', 0, { plans: [{ ...plan, ...more }], command } as never)
  expect(waitsFor(me, [told({ term: 1, commander: zhou })], []).map((wait) => wait.kind === 'step' && wait.standing.step)).toEqual([
    'commander',
  ])
  expect(waitsFor(me, [told({ term: 1, commander: wang })], [])).toEqual([])
  expect(waitsFor(me, [told({ term: 0 })], [])).toHaveLength(1)
  expect(waitsFor(me, [told({ term: 0 }, { ended: { at: 1, by: wang, reason: '' } })], [])).toEqual([])
})

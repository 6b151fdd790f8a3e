import { expect, it } from 'vitest'
import { inOrderOfWork, orderCounts, orderDue, stationOf } from './orders.ts'
import { toldOrder } from './testing/told-order.ts'

it('puts what is overdue first, then what has least time left, and what is over last', () => {
  const orders = [
    toldOrder('done', 'done'),
    toldOrder('later', 'issued', { dueAt: 900_000 }),
    toldOrder('soon', 'acknowledged', { dueAt: 700_000 }),
    toldOrder('late', 'in-progress', { dueAt: 300_000 }),
  ]
  expect(inOrderOfWork(orders, 500_000).map(({ id }) => id)).toEqual(['late', 'soon', 'later', 'done'])
})

it('stops the clock of an order with its result, however long ago that was', () => {
  expect(orderDue(toldOrder('o', 'done').state, 9_999_999)).toEqual({ kind: 'met', at: 60_000, lateMs: 0 })
  expect(orderDue(toldOrder('o', 'issued').state, 660_000)).toEqual({ kind: 'over', overMs: 60_000 })
})

it('counts orders by the four stations of a room, and what was withdrawn by none', () => {
  const counts = orderCounts(
    [toldOrder('a', 'delivered'), toldOrder('b', 'read'), toldOrder('c', 'in-progress'), toldOrder('d', 'withdrawn')],
    700_000,
  )
  expect(counts).toEqual({ open: 3, late: 3, stations: { issued: 2, acknowledged: 0, 'in-progress': 1, done: 0 } })
})

it('shows of a failed order how far it had come', () => {
  const by = { id: 'x', name: 'X' }
  const stamps = [
    { stage: 'issued', at: 0, by },
    { stage: 'in-progress', at: 1, by },
    { stage: 'failed', at: 2, by },
  ] as const
  expect(stationOf({ stage: 'failed', stamps: [...stamps] })).toBe(5)
  expect(stationOf({ stage: 'verified', stamps: [] })).toBe(7)
})

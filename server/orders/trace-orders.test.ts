import { expect, it } from 'vitest'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import type { OrderStage } from '#contract/order.ts'
import { legsIn } from './trace-orders.ts'

const actor = { kind: 'person' as const, id: 'a', name: '甲' }
const event = (version: number, type: string, at: number): RecordedEvent => ({
  ...{ version, revision: 40 + version, event: { type, at, actor, body: null } },
})
const order = (...stamps: readonly (readonly [stage: OrderStage, at: number])[]) =>
  ({ kind: 'order', id: 'o-1', state: { stamps: stamps.map(([stage, at]) => ({ stage, at })) } }) as unknown as Matter
const legs = (matter: Matter, ...events: readonly RecordedEvent[]) =>
  legsIn({ matters: [matter], events: events.map((told) => ({ kind: 'order' as const, id: 'o-1', ...told })) })

it('measures each way from the station before, also where one answer passes several', () => {
  const matter = order(['draft', 100], ['issued', 110], ['delivered', 150], ['read', 150], ['acknowledged', 150])
  const told = [event(3, 'order.delivered', 150), event(4, 'order.read', 150), event(5, 'order.acknowledged', 150)]
  expect(legs(matter, event(1, 'order.drafted', 100), event(2, 'order.issued', 110), ...told)).toEqual([
    { order: 'o-1', to: 'issued', from: 100, at: 110, revision: 42 },
    { order: 'o-1', to: 'delivered', from: 110, at: 150, revision: 43 },
    { order: 'o-1', to: 'read', from: 150, at: 150, revision: 44 },
    { order: 'o-1', to: 'acknowledged', from: 150, at: 150, revision: 45 },
  ])
})

it('tells the work twice where it was sent back, and nothing where an order stays where it is', () => {
  const matter = order(['draft', 1], ['issued', 1], ['in-progress', 10], ['done', 30], ['in-progress', 50])
  expect(legs(matter, event(7, 'order.returned', 50))).toEqual([
    { order: 'o-1', to: 'in-progress', from: 30, at: 50, revision: 47 },
  ])
  expect(legs(matter, event(8, 'order.progressed', 60), event(9, 'order.delivered', 70))).toEqual([])
})

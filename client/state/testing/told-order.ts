import type { OrderStage, OrderState } from '#contract/order.ts'
import type { OrderMatter } from '../orders.ts'

/** An order for tests: issued at 0, ten minutes to do it, to the staff of a town. */
export function toldOrder(id: string, stage: OrderStage, part: Partial<OrderState> = {}): OrderMatter {
  const by = { id: 'zhou', name: '周明' }
  const state: OrderState = {
    incident: 'i1',
    seq: 7,
    title: '封闭手袋河下沉隧道并诱导',
    needsPhoto: false,
    to: { kind: 'role', role: 'town-staff', area: 'a' },
    area: 'a',
    origin: { kind: 'hand' },
    by,
    stage,
    stamps: [
      { stage: 'issued', at: 0, by },
      { stage, at: 60_000, by },
    ],
    devices: [],
    slaMs: 600_000,
    dueAt: 600_000,
    escalated: [],
    progress: [],
    returned: 0,
    resources: [],
    ...part,
  }
  return { kind: 'order', id, version: 2, revision: 9, openedAt: 0, changedAt: 60_000, isOpen: true, reach: { area: 'a' }, state }
}

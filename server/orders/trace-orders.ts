import type { Matter } from '#contract/matter.ts'
import type { OrderEventType, OrderStage, OrderState } from '#contract/order.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterChanges } from '../matters/matter-store.ts'
import { orderThread, type Tracing } from '../tracing/tracing.ts'

type Station = Exclude<OrderStage, 'draft'>

/** The stage each event brings an order to; undefined where it stays where it is. */
const STATION_OF: Readonly<Record<OrderEventType, Station | undefined>> = {
  'order.drafted': undefined,
  'order.issued': 'issued',
  'order.delivered': 'delivered',
  'order.read': 'read',
  'order.acknowledged': 'acknowledged',
  'order.started': 'in-progress',
  'order.returned': 'in-progress',
  'order.done': 'done',
  'order.failed': 'failed',
  'order.refused': 'refused',
  'order.verified': 'verified',
  'order.superseded': 'superseded',
  'order.withdrawn': 'withdrawn',
  'order.progressed': undefined,
  'order.escalated': undefined,
  'order.overcommitted': undefined,
}

/** What brought an order from one of its stations to the next, epoch ms. */
export interface OrderLeg {
  readonly order: string
  readonly to: Station
  readonly from: number
  readonly at: number
  readonly revision: number
}

/** The ways between stations that orders came in these changes, in the order of the record. */
export function legsIn({ matters, events }: Pick<MatterChanges, 'matters' | 'events'>): readonly OrderLeg[] {
  const orders = new Map(matters.filter(({ kind }) => kind === 'order').map((matter) => [matter.id, matter as Matter<OrderState>]))
  return events.flatMap(({ kind, id, revision, event }) => {
    const to = kind === 'order' ? STATION_OF[event.type as OrderEventType] : undefined
    const stamps = orders.get(id)?.state.stamps ?? []
    const place = stamps.findIndex((stamp) => stamp.stage === to && stamp.at === event.at)
    const before = stamps[place - 1]
    return to && before ? [{ order: id, to, from: before.at, at: event.at, revision }] : []
  })
}

/**
 * Tells each way between the stations of an order as a span of the order's own trace, which goes over days, devices and servers.
 * `isTeller` is true at one server of those that have the record, so that each is told once. Returns the undo.
 */
export function traceOrders(parts: { readonly book: MatterBook; readonly tracing: Tracing; isTeller(): boolean }): () => void {
  const { book, tracing, isTeller } = parts
  return book.onChange((changes) => {
    if (!isTeller()) return
    for (const { order, to, from, at, revision } of legsIn(changes)) {
      const thread = orderThread(order)
      const how = { at: from, facts: { 'guanlan.revision': revision } }
      const span =
        to === 'issued'
          ? tracing.beginThread(thread, `order.${to}`, how)
          : tracing.begin(`order.${to}`, { parent: tracing.threadOf(thread), ...how })
      span.end(undefined, at)
    }
  })
}

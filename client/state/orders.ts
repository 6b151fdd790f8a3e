import type { Matter } from '#contract/matter.ts'
import { ORDER_STATIONS, type OrderStage, type OrderState, WORKING_STAGES } from '#contract/order.ts'
import { type Due, dueOf } from './due.ts'

export type OrderMatter = Matter<OrderState, 'order'>

/** The four stations a room is shown, in their order. */
export const ROOM_STATIONS = ['issued', 'acknowledged', 'in-progress', 'done'] as const
export type RoomStation = (typeof ROOM_STATIONS)[number]

const ROOM_STATION_OF: Readonly<Record<OrderStage, RoomStation | undefined>> = {
  draft: undefined,
  issued: 'issued',
  delivered: 'issued',
  read: 'issued',
  acknowledged: 'acknowledged',
  'in-progress': 'in-progress',
  done: 'done',
  verified: 'done',
  failed: 'done',
  refused: 'done',
  superseded: undefined,
  withdrawn: undefined,
}

/** Where a room is shown an order of this stage; undefined before it is issued, and once it is taken back or replaced. */
export function roomStationOf(stage: OrderStage): RoomStation | undefined {
  return ROOM_STATION_OF[stage]
}

/** True while somebody works on it, or should. */
export function isWorking({ stage }: Pick<OrderState, 'stage'>): boolean {
  return (WORKING_STAGES as readonly OrderStage[]).includes(stage)
}

/** How far an order came along the eight stations: the place of the one it reached last, counted from 0. */
export function stationOf({ stage, stamps }: Pick<OrderState, 'stage' | 'stamps'>): number {
  const place = (one: OrderStage) => (ORDER_STATIONS as readonly OrderStage[]).indexOf(one)
  const here = place(stage)
  return here >= 0 ? here : Math.max(0, ...stamps.map((stamp) => place(stamp.stage)))
}

/** How the clock of an order stands; it stops with the result. */
export function orderDue({ stage, stamps, dueAt, slaMs }: OrderState, now: number): Due {
  if (dueAt === undefined) return { kind: 'none' }
  const ended = isWorking({ stage })
    ? undefined
    : stamps.findLast((stamp) => ['done', 'failed', 'refused', 'superseded', 'withdrawn'].includes(stamp.stage))
  return dueOf({ from: dueAt - slaMs, dueAt, metAt: ended?.at }, now)
}

export interface OrderCounts {
  readonly open: number
  readonly late: number
  readonly stations: Readonly<Record<RoomStation, number>>
}

/** Orders counted by the four stations, and those overdue. */
export function orderCounts(orders: readonly OrderMatter[], now: number): OrderCounts {
  const stations: Record<RoomStation, number> = { issued: 0, acknowledged: 0, 'in-progress': 0, done: 0 }
  let open = 0
  let late = 0
  for (const { state } of orders) {
    const station = ROOM_STATION_OF[state.stage]
    if (station !== undefined) stations[station] += 1
    if (!isWorking(state)) continue
    open += 1
    if (orderDue(state, now).kind === 'over') late += 1
  }
  return { open, late, stations }
}

/** Orders as they are worked through: overdue first, then least time left, then those without a clock, then what is over. */
export function inOrderOfWork(orders: readonly OrderMatter[], now: number): readonly OrderMatter[] {
  return [...orders].sort((a, b) => rank(a, now) - rank(b, now) || dueTime(a) - dueTime(b) || (a.id < b.id ? -1 : 1))
}

function rank({ state }: OrderMatter, now: number): number {
  if (!isWorking(state)) return state.stage === 'draft' ? 2 : 3
  return orderDue(state, now).kind === 'over' ? 0 : 1
}

function dueTime({ state, openedAt }: OrderMatter): number {
  return isWorking(state) ? (state.dueAt ?? Number.MAX_SAFE_INTEGER) : -openedAt
}

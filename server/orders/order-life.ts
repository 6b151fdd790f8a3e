import type { Person } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import { type OrderEvent, type OrderEventType, type OrderStage, type OrderState, OVER_STAGES } from '#contract/order.ts'
import type { Life } from '../matters/life.ts'
import { orderInRoom } from './order-in-room.ts'

type Told<Type extends OrderEventType> = Extract<OrderEvent, { type: Type }>
type Evolve<Type extends OrderEventType> = (state: OrderState, event: Told<Type>) => OrderState

/** So many of the newest words on the work stand in the state; all of them are in the log. */
export const PROGRESS_SHOWN = 20

/** What each event makes of an order. An event of the contract without a line here does not compile. */
const EVOLVE: { readonly [Type in Exclude<OrderEventType, 'order.drafted'>]: Evolve<Type> } = {
  'order.issued': (state, event) => {
    const { seq, term, dueAt } = event.body
    return { ...came(state, 'issued', event), seq, dueAt, ...(term !== undefined && { term }) }
  },
  'order.delivered': (state, event) => {
    const { at, actor } = event
    const { device } = actor
    const next = device === undefined ? state : { ...state, devices: [...state.devices, { device, person: personOf(actor), at }] }
    return state.stage === 'issued' ? came(next, 'delivered', event) : next
  },
  'order.read': (state, event) => came(state, 'read', event),
  'order.acknowledged': (state, event) => ({ ...came(state, 'acknowledged', event), taker: personOf(event.actor) }),
  'order.started': (state, event) => came(state, 'in-progress', event),
  'order.progressed': (state, { at, actor, body: { place, attachments, ...said } }) => {
    const progress = {
      ...{ at, by: personOf(actor), ...said, attachments: [...attachments] },
      ...(place && { place: [place[0], place[1]] as [number, number] }),
    }
    return { ...state, progress: [...state.progress, progress].slice(-PROGRESS_SHOWN) }
  },
  'order.done': (state, event) => ({ ...came(state, 'done', event), outcome: outcome('done', event.body) }),
  'order.failed': (state, event) => ({ ...came(state, 'failed', event), outcome: outcome('failed', event.body) }),
  'order.refused': (state, event) => ({
    ...came(state, 'refused', event),
    outcome: outcome('refused', { ...event.body, attachments: [] }),
  }),
  'order.returned': (state, event) => {
    const { outcome: _outcome, ...rest } = came(state, 'in-progress', event)
    return { ...rest, returned: state.returned + 1 }
  },
  'order.verified': (state, event) => ({
    ...came(state, 'verified', event),
    verification: {
      ...{ by: personOf(event.actor), at: event.at },
      ...(event.body.note !== undefined && { note: event.body.note }),
    },
  }),
  'order.escalated': (state, { at, body: { step } }) => ({ ...state, escalated: [...state.escalated, { step, at }] }),
  'order.superseded': (state, event) => ({ ...came(state, 'superseded', event), supersededBy: event.body.by }),
  'order.withdrawn': (state, event) => ({ ...came(state, 'withdrawn', event), withdrawn: event.body.reason }),
  'order.overcommitted': (state) => state,
}

/** The life of an order: its state is the fold of its events, now and at any moment of the past. */
export const orderLife: Life<'order', OrderState, OrderEvent> = {
  kind: 'order',
  evolve(state, event) {
    if (event.type === 'order.drafted') return drafted(event)
    if (!state) throw new Error(`the first event of an order is ${event.type}`)
    return (EVOLVE[event.type] as Evolve<OrderEventType>)(state, event)
  },
  standing: ({ stage, area, domain, to, by, taker }) => ({
    isOpen: !OVER_STAGES.some((over) => over === stage),
    reach: {
      area,
      ...(domain !== undefined && { domain }),
      people: [...new Set([by.id, ...(to.kind === 'person' ? [to.person.id] : []), ...(taker ? [taker.id] : [])])],
    },
  }),
  inRoom: orderInRoom,
}

function drafted({ at, actor, body }: Told<'order.drafted'>): OrderState {
  return {
    ...body,
    resources: [...body.resources],
    ...{ by: personOf(actor), stage: 'draft', devices: [], escalated: [], progress: [], returned: 0 },
    stamps: [stamp('draft', { at, actor })],
  }
}

/** Comes to a stage, and is stamped with who brought it there, when and at which device. */
function came(state: OrderState, stage: OrderStage, event: { readonly at: number; readonly actor: MatterActor }): OrderState {
  return { ...state, stage, stamps: [...state.stamps, stamp(stage, event)] }
}

function stamp(stage: OrderStage, { at, actor }: { readonly at: number; readonly actor: MatterActor }) {
  return { stage, at, by: personOf(actor), ...(actor.device !== undefined && { device: actor.device }) }
}

function outcome(how: 'done' | 'failed' | 'refused', { text, attachments }: Omit<Told<'order.done'>['body'], never>) {
  return { how, attachments: [...attachments], ...(text !== undefined && { text }) }
}

function personOf({ id, name }: MatterActor): Person {
  return { id, name }
}

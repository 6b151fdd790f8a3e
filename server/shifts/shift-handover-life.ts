import type { Person } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { ShiftHandoverEvent, ShiftHandoverEventType, ShiftHandoverState } from '#contract/shift-handover.ts'
import type { Life } from '../matters/life.ts'

type Told<Type extends ShiftHandoverEventType> = Extract<ShiftHandoverEvent, { type: Type }>
type Evolve<Type extends ShiftHandoverEventType> = (state: ShiftHandoverState, event: Told<Type>) => ShiftHandoverState

/** What each event makes of a handover. An event of the contract without a line here does not compile. */
const EVOLVE: { readonly [Type in Exclude<ShiftHandoverEventType, 'shift-handover.begun'>]: Evolve<Type> } = {
  'shift-handover.composed': ({ readBack: _readBack, ...state }, { body }) => ({
    ...state,
    stage: 'open',
    no: state.no + 1,
    summary: body.summary,
  }),
  'shift-handover.noted': (state, { at, body }) => ({ ...state, notes: [...state.notes, { at, text: body.text }] }),
  'shift-handover.ticked': (state, { at, body: { items, remark } }) => {
    const keys = new Set(items.map(({ key }) => key))
    const ticks = items.map((item) => ({ ...item, at, ...(remark !== undefined && { remark }) }))
    return { ...state, ticks: [...state.ticks.filter(({ key }) => !keys.has(key)), ...ticks] }
  },
  'shift-handover.unticked': (state, { body }) => ({
    ...state,
    ticks: state.ticks.filter(({ key }) => !body.keys.includes(key)),
  }),
  'shift-handover.read-back': (state, { at, body }) => ({ ...state, stage: 'read-back', readBack: { at, words: body.words } }),
  'shift-handover.signed': (state, { at }) => ({ ...state, stage: 'signed', signedAt: at }),
  'shift-handover.withdrawn': (state, { body }) => ({ ...state, stage: 'withdrawn', withdrawn: body.reason }),
}

/** The life of a shift handover: its state is the fold of its events, now and at any moment of the past. */
export const shiftHandoverLife: Life<'shift-handover', ShiftHandoverState, ShiftHandoverEvent> = {
  kind: 'shift-handover',
  evolve(state, event) {
    if (event.type === 'shift-handover.begun') return begun(event)
    if (!state) throw new Error(`the first event of a shift handover is ${event.type}`)
    return (EVOLVE[event.type] as Evolve<ShiftHandoverEventType>)(state, event)
  },
  // What a command centre hands to its next shift is for those who may know all of it, and for the two who hand it over.
  standing: ({ stage, area, from, to }) => ({
    isOpen: stage === 'open' || stage === 'read-back',
    reach: { area, sensitivity: 'sensitive', people: [from.id, to.id] },
  }),
  inRoom: (state) => ({
    ...state,
    from: NOBODY,
    to: NOBODY,
    summary: { ...state.summary, items: [], lines: [], counts: {} },
    notes: [],
    ticks: [],
    ...(state.readBack && { readBack: { at: state.readBack.at, words: '' } }),
  }),
}

const NOBODY: Person = { id: '', name: '' }

function begun({ at, actor, body }: Told<'shift-handover.begun'>): ShiftHandoverState {
  return { ...body, from: personOf(actor), at, stage: 'open', no: 1, notes: [], ticks: [] }
}

function personOf({ id, name }: MatterActor): Person {
  return { id, name }
}

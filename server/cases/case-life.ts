import {
  type CaseClock,
  type CaseEvent,
  type CaseEventType,
  type CaseQueue,
  type CaseStage,
  type CaseState,
  type CaseWord,
  OPEN_CASE_STAGES,
} from '#contract/case.ts'
import { runningClock } from '#contract/case-clock.ts'
import type { Attachment, Person, Site } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Life } from '../matters/life.ts'
import { caseInRoom } from './case-in-room.ts'

type Told<Type extends CaseEventType> = Extract<CaseEvent, { type: Type }>
type Evolve<Type extends CaseEventType> = (state: CaseState, event: Told<Type>) => CaseState

/** So many of the newest words stand in the state; all of them are in the log. */
export const WORDS_SHOWN = 20

/** What each event makes of a case. An event of the contract without a line here does not compile. */
const EVOLVE: { readonly [Type in Exclude<CaseEventType, 'case.collected'>]: Evolve<Type> } = {
  'case.supplemented': (state, event) => ({ ...state, supplements: lastWords(state.supplements, event) }),
  'case.described': (state, { body: { category, domain, place, isUrgent } }) => {
    const { domain: _domain, ...rest } = state
    return {
      ...(domain === undefined ? state : rest),
      ...(domain !== undefined && domain !== null && { domain }),
      ...(category !== undefined && { category }),
      ...(place && { place: siteOf(place) }),
      ...(isUrgent !== undefined && { isUrgent }),
    }
  },
  'case.accepted': (state, event) => ({ ...came(state, 'accepted', event), needsCheck: event.body.needsCheck }),
  'case.checked': (state, event) => ({
    ...came(state, 'checked', event),
    check: { found: event.body.found, ...word(event) },
  }),
  'case.filed': (state, event) => came(state, 'filed', event),
  'case.rejected': (state, event) => ({ ...came(state, 'rejected', event), reason: event.body.reason }),
  'case.dispatched': (state, event) => {
    const { department, domain } = event.body
    const { clocks, ...given } = came(state, 'dispatched', event)
    const { dispatch: _dispatch, ...others } = clocks
    return { ...given, clocks: others, department, ...(domain !== undefined && { domain }) }
  },
  'case.started': (state, event) => ({ ...came(state, 'handling', event), taker: personOf(event.actor) }),
  'case.progressed': (state, event) => ({ ...state, progress: lastWords(state.progress, event) }),
  'case.answered': (state, event) => ({ ...without(came(state, 'handled', event), 'request'), answer: word(event) }),
  'case.returned': (state, event) => {
    const { department: _department, taker: _taker, clocks, ...rest } = without(came(state, 'filed', event), 'request')
    const { handling: _handling, ...others } = clocks
    return { ...rest, clocks: others, returned: state.returned + 1 }
  },
  'case.verified': (state, event) => ({ ...came(state, 'verified', event), verification: word(event) }),
  'case.reworked': (state, event) => {
    const { reason, attachments } = event.body
    const { verification: _passed, clocks, ...back } = without(came(state, 'handling', event), 'answer')
    const { verification: _clock, ...others } = clocks
    const verification = word({ ...event, body: { text: reason, attachments } })
    return { ...back, clocks: others, verification, reworked: state.reworked + 1 }
  },
  'case.closed': (state, event) => came(state, 'closed', event),
  'case.evaluated': (state, event) => {
    const { satisfaction, note } = event.body
    return {
      ...came(state, 'evaluated', event),
      evaluation: {
        ...{ at: event.at, by: personOf(event.actor), onTime: !state.wasLate },
        ...(satisfaction !== undefined && { satisfaction }),
        ...(note !== undefined && { note }),
      },
    }
  },
  'case.asked': (state, { at, actor, body }) => ({ ...state, request: { at, by: personOf(actor), ...body } }),
  'case.ask-refused': (state) => without(state, 'request'),
  'case.extended': (state, { at, actor, body: { ms, reason } }) => {
    const extended = runningClock(state)
    const clocks = extended
      ? { ...state.clocks, [extended.name]: { ...extended.clock, limitMs: extended.clock.limitMs + ms } }
      : state.clocks
    const extensions = [...state.extensions, { at, by: personOf(actor), ms, reason }]
    return { ...without(state, 'request'), clocks, extensions }
  },
  'case.suspended': (state, { at, actor, body }) => ({
    ...without(state, 'request'),
    suspension: { at, by: personOf(actor), ...body },
  }),
  'case.resumed': (state) => without(state, 'suspension'),
  'case.voided': (state, event) => ({ ...ended(came(state, 'void', event)), reason: event.body.reason }),
  'case.merged': (state, event) => {
    const { at, actor, body } = event
    const { into, number } = body
    return { ...ended(came(state, 'merged', event)), merged: { into, number, at, by: personOf(actor), from: state.stage } }
  },
  'case.unmerged': (state, event) => without(came(state, state.merged?.from ?? 'collected', event), 'merged'),
  'case.duplicate-joined': (state, { body }) => ({ ...state, duplicates: [...state.duplicates, { ...body }] }),
  'case.duplicate-left': (state, { body }) => ({
    ...state,
    duplicates: state.duplicates.filter(({ id }) => id !== body.id),
  }),
  'case.clock-started': (state, { at, body: { clock, limitMs, pace, spentMs, dueAt } }) => ({
    ...state,
    clocks: { ...state.clocks, [clock]: { limitMs, pace, spentMs, since: at, dueAt } },
  }),
  'case.clock-stopped': (state, { body: { clock, spentMs } }) => {
    const { since: _since, dueAt: _dueAt, ...rest } = state.clocks[clock] as CaseClock
    return { ...state, clocks: { ...state.clocks, [clock]: { ...rest, spentMs } } }
  },
  'case.overdue': (state, { at, body: { clock } }) => ({
    ...state,
    clocks: { ...state.clocks, [clock]: { ...(state.clocks[clock] as CaseClock), overdueAt: at } },
    wasLate: state.wasLate || clock === 'handling',
  }),
}

/** The life of a case: its state is the fold of its events, now and at any moment of the past. */
export const caseLife: Life<'case', CaseState, CaseEvent> = {
  kind: 'case',
  evolve(state, event) {
    if (event.type === 'case.collected') return settled(collected(event))
    if (!state) throw new Error(`the first event of a case is ${event.type}`)
    return settled((EVOLVE[event.type] as Evolve<CaseEventType>)(state, event))
  },
  standing: ({ stage, place, domain }) => ({
    isOpen: OPEN_CASE_STAGES.some((open) => open === stage),
    reach: { area: place.area, ...(domain !== undefined && { domain }) },
  }),
  inRoom: caseInRoom,
}

const QUEUES: Readonly<Record<CaseStage, CaseQueue | null>> = {
  collected: 'intake',
  accepted: 'check',
  checked: 'filing',
  filed: 'dispatch',
  dispatched: 'handling',
  handling: 'handling',
  handled: 'verification',
  verified: 'closing',
  closed: 'evaluation',
  evaluated: null,
  rejected: null,
  void: null,
  merged: null,
}

/** What is to be done next with a case. */
export function queueOf(state: Pick<CaseState, 'stage' | 'needsCheck' | 'request' | 'suspension'>): CaseQueue | null {
  const { stage, needsCheck, request, suspension } = state
  if (QUEUES[stage] === null) return null
  if (request) return 'requests'
  if (suspension) return 'suspended'
  return stage === 'accepted' && !needsCheck ? 'filing' : QUEUES[stage]
}

/** With what follows from the rest: the queue, and when the clock that runs runs out. */
function settled(state: CaseState): CaseState {
  const { queue: _queue, dueAt: _dueAt, ...rest } = state
  const queue = queueOf(state)
  const dueAt = runningClock(state)?.clock.dueAt
  return { ...rest, ...(queue !== null && { queue }), ...(dueAt !== undefined && { dueAt }) }
}

function collected({ at, actor, body }: Told<'case.collected'>): CaseState {
  const { number, origin, category, domain, what, isUrgent, place, attachments } = body
  return {
    ...{ number, origin: { ...origin }, category, what, isUrgent, place: siteOf(place), attachments: [...attachments] },
    ...(domain !== undefined && { domain }),
    ...(actor.kind === 'person' && { by: personOf(actor) }),
    ...{ supplements: [], stage: 'collected', stamps: [stamp('collected', { at, actor })], needsCheck: false, progress: [] },
    ...{ clocks: {}, wasLate: false, returned: 0, reworked: 0, extensions: [], duplicates: [] },
  }
}

/** Comes to a stage, and is stamped with who brought it there, when and at which device. */
function came(state: CaseState, stage: CaseStage, event: { readonly at: number; readonly actor: MatterActor }): CaseState {
  return { ...state, stage, stamps: [...state.stamps, stamp(stage, event)] }
}

function stamp(stage: CaseStage, { at, actor }: { readonly at: number; readonly actor: MatterActor }) {
  return { stage, at, by: personOf(actor), ...(actor.device !== undefined && { device: actor.device }) }
}

/** Nothing waits for anybody in a case that is over. */
function ended(state: CaseState): CaseState {
  return without(without(state, 'request'), 'suspension')
}

function without<Key extends 'request' | 'suspension' | 'merged' | 'answer'>(state: CaseState, key: Key): CaseState {
  const { [key]: _left, ...rest } = state
  return rest as CaseState
}

interface Spoken {
  readonly at: number
  readonly actor: MatterActor
  readonly body: { readonly text?: string; readonly attachments: readonly Attachment[] }
}

function word({ at, actor, body: { text, attachments } }: Spoken): CaseWord {
  return { at, by: personOf(actor), attachments: [...attachments], ...(text !== undefined && { text }) }
}

function lastWords(words: readonly CaseWord[], event: Spoken): CaseWord[] {
  return [...words, word(event)].slice(-WORDS_SHOWN)
}

function siteOf({ area, at, text }: Site): Site {
  return { area, ...(at && { at: [at[0], at[1]] as [number, number] }), ...(text !== undefined && { text }) }
}

function personOf({ id, name }: MatterActor): Person {
  return { id, name }
}

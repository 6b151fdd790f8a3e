import type { IncidentEvent, IncidentEventType, IncidentState, Link, Person } from '#contract/incident.ts'
import type { Life } from '../matters/life.ts'
import { EVOLVE_PLANS } from './evolve-plans.ts'
import { incidentInRoom } from './incident-in-room.ts'
import { personOf } from './person-of.ts'

type Told<Type extends IncidentEventType> = Extract<IncidentEvent, { type: Type }>
type Evolve<Type extends IncidentEventType> = (state: IncidentState, event: Told<Type>) => IncidentState

/** What each event makes of an incident. An event of the contract without a line here does not compile. */
const EVOLVE: { readonly [Type in Exclude<IncidentEventType, 'incident.opened'>]: Evolve<Type> } = {
  'incident.joined': (state, { body }) => ({ ...state, links: [...state.links, body.link] }),
  'incident.lookalike-found': (state, { body: { lookalike } }) => ({
    ...state,
    lookalikes: [...state.lookalikes.filter(({ incident }) => incident !== lookalike.incident), lookalike],
  }),
  'incident.lookalike-dismissed': (state, { body }) => ({ ...state, lookalikes: withoutLookalike(state, body.incident) }),
  'incident.merged': (state, { at, actor, body }) => ({
    ...state,
    lookalikes: [],
    over: { how: 'merged', at, by: personOf(actor), into: body.into },
  }),
  'incident.absorbed': (state, { body }) => ({
    ...state,
    lookalikes: withoutLookalike(state, body.incident),
    links: [...state.links, ...body.links].toSorted((a, b) => a.at - b.at),
  }),
  'incident.described': (state, { body: { subtype, ...said } }) => {
    const { subtype: before, ...rest } = state
    const next = subtype === undefined ? before : (subtype ?? undefined)
    return { ...rest, ...said, ...(next !== undefined && { subtype: next }) }
  },
  'incident.phase-entered': (state, { at, body: { phase } }) => ({
    ...state,
    phase,
    phases: [...state.phases, { phase, at }],
    ...(phase === 'ended' && { endedAt: at }),
  }),
  'incident.reopened': (state, { at }) => {
    const { endedAt: _endedAt, over: _over, ...rest } = state
    return { ...rest, phase: 'on-scene', phases: [...state.phases, { phase: 'on-scene', at }] }
  },
  'incident.level-changed': (state, { at, actor, body: { field, from, to, reason } }) => {
    const { [field]: _before, ...levels } = state.levels
    const standing = to === null ? levels : { ...levels, [field]: { level: to, at, by: personOf(actor), reason } }
    return { ...state, levels: standing, levelChanges: [...state.levelChanges, { field, from, to, at }] }
  },
  'incident.level-proposed': (state, { at, body: { level, because } }) => ({
    ...state,
    proposal: { level, because: [...because], at: state.proposal?.level === level ? state.proposal.at : at },
  }),
  'incident.measured': (state, { body: { measure, measured } }) => ({
    ...state,
    measured: { ...state.measured, [measure]: measured },
  }),
  'incident.command-taken': (state, { at, body: { term, commander, leaseEndsAt } }) =>
    withoutDeputy({ ...state, command: { term, commander, since: at, leaseEndsAt } }, commander),
  'incident.command-renewed': (state, { body: { leaseEndsAt } }) => {
    const { lapsedAt: _lapsedAt, ...command } = state.command
    return { ...state, command: { ...command, leaseEndsAt } }
  },
  'incident.command-lapsed': (state, { at }) => {
    const { offer: _offer, ...command } = state.command
    return { ...state, command: { ...command, lapsedAt: at } }
  },
  'incident.handover-offered': (state, { at, actor, body: { to, note } }) => ({
    ...state,
    command: { ...state.command, offer: { to, by: personOf(actor), at, ...(note !== undefined && { note }) } },
  }),
  'incident.handover-ended': (state) => {
    const { offer: _offer, ...command } = state.command
    return { ...state, command }
  },
  'incident.handover-accepted': (state, { at, body: { term, commander, leaseEndsAt } }) =>
    withoutDeputy({ ...state, command: { term, commander, since: at, leaseEndsAt } }, commander),
  'incident.deputy-promoted': (state, { at, body: { term, commander, leaseEndsAt } }) =>
    withoutDeputy({ ...state, command: { term, commander, since: at, leaseEndsAt } }, commander),
  'incident.post-given': (state, { at, body: { post, person } }) => ({
    ...state,
    posts: [...state.posts.filter((held) => held.post !== post), ...(person ? [{ post, person, since: at }] : [])],
  }),
  'incident.group-set': (state, { body: { group } }) => ({
    ...state,
    groups: state.groups.some(({ id }) => id === group.id)
      ? state.groups.map((known) => (known.id === group.id ? group : known))
      : [...state.groups, group],
  }),
  'incident.group-dissolved': (state, { body }) => ({ ...state, groups: state.groups.filter(({ id }) => id !== body.group) }),
  'incident.roll-called': (state, { at, actor, body: { id, asked, dueAt } }) => ({
    ...state,
    rollCall: { id, askedAt: at, by: personOf(actor), dueAt, asked: asked.map((person) => ({ person })) },
  }),
  'incident.roll-answered': (state, { at, body }) => {
    if (state.rollCall?.id !== body.id) return state
    const { person, answer, note, at: position } = body
    const said = { person, answer, answeredAt: at, ...(note !== undefined && { note }), ...(position && { at: position }) }
    const asked = state.rollCall.asked.map((one) => (one.person.id === person.id ? said : one))
    return { ...state, rollCall: { ...state.rollCall, asked } }
  },
  'incident.casualties-counted': (state, { at, actor, body }) => ({
    ...state,
    casualties: [...state.casualties, { ...body, at, by: personOf(actor) }],
  }),
  'incident.reported': (state, { at, actor, body: { meets, attachments, ...report } }) => ({
    ...state,
    reports: [...state.reports, { ...report, ...(attachments && { attachments: [...attachments] }), at, by: personOf(actor) }],
    deadlines: state.deadlines.map((one) => (meets.includes(one.id) ? { ...one, metAt: at, report: report.no } : one)),
  }),
  'incident.deadline-set': (state, { body }) => ({ ...state, deadlines: [...state.deadlines, body.deadline] }),
  'incident.deadline-dropped': (state, { body }) => ({
    ...state,
    deadlines: state.deadlines.filter(({ id }) => id !== body.id),
  }),
  'incident.deadline-missed': (state, { at, body }) => ({
    ...state,
    deadlines: state.deadlines.map((one) => (one.id === body.id ? { ...one, missedAt: at } : one)),
  }),
  'incident.marked': (state, { at, actor, body }) => {
    const mark = { ...body, at, by: personOf(actor) }
    return { ...state, marks: [...state.marks.filter(({ id }) => id !== body.id), mark] }
  },
  'incident.unmarked': (state, { body }) => ({ ...state, marks: state.marks.filter(({ id }) => id !== body.id) }),
  'incident.message-sent': (state, { body }) => ({ ...state, messages: body.no }),
  'incident.messages-read': (state, { at, actor, body: { no } }) => {
    const person = personOf(actor)
    return { ...state, reads: [...state.reads.filter((read) => read.person.id !== person.id), { person, no, at }] }
  },
  'incident.order-issued': (state, { body }) => ({ ...state, orders: body.seq }),
  ...EVOLVE_PLANS,
  'incident.closed': (state, { at, actor, body }) => ({
    ...state,
    over: { how: 'closed', at, by: personOf(actor), ...(body.note !== undefined && { note: body.note }) },
  }),
  'incident.withdrawn': (state, { at, actor, body }) => ({
    ...state,
    over: { how: 'withdrawn', at, by: personOf(actor), reason: body.reason },
  }),
}

/** The life of an incident: its state is the fold of its events, now and at any moment of the past. */
export const incidentLife: Life<'incident', IncidentState, IncidentEvent> = {
  kind: 'incident',
  evolve(state, event) {
    if (event.type === 'incident.opened') return opened(event)
    if (!state) throw new Error(`the first event of an incident is ${event.type}`)
    return (EVOLVE[event.type] as Evolve<IncidentEventType>)(state, event)
  },
  standing: ({ over, place, command, posts, groups }) => ({
    isOpen: over === undefined,
    reach: {
      area: place.area,
      people: [
        ...new Set(
          [
            ...(command.commander ? [command.commander] : []),
            ...(command.offer ? [command.offer.to] : []),
            ...posts.map(({ person }) => person),
            ...groups.flatMap(({ lead, members }) => (lead ? [lead, ...members] : members)),
          ].map(({ id }) => id),
        ),
      ],
    },
  }),
  inRoom: incidentInRoom,
}

function opened({ at, actor, body }: Told<'incident.opened'>): IncidentState {
  const { number, title, phase, link } = body
  return {
    ...{ number, title, class: body.class, ...(body.subtype !== undefined && { subtype: body.subtype }) },
    ...{ place: link.place, receivedAt: link.at, openedBy: personOf(actor), phase, phases: [{ phase, at }] },
    ...{ levels: {}, levelChanges: [], measured: {}, links: [link], lookalikes: [], command: { term: 0 }, posts: [], groups: [] },
    ...{ casualties: [], reports: [], deadlines: [], marks: [], messages: 0, reads: [], orders: 0 },
  }
}

/** Whoever commands is nobody's deputy. */
function withoutDeputy(state: IncidentState, commander: Person): IncidentState {
  return { ...state, posts: state.posts.filter(({ post, person }) => post !== 'deputy' || person.id !== commander.id) }
}

function withoutLookalike({ lookalikes }: IncidentState, id: string): IncidentState['lookalikes'] {
  return lookalikes.filter(({ incident }) => incident !== id)
}

/** The newest report of the happening: how far away in time another is, is reckoned from it. */
export function newestLink({ links }: IncidentState): Link {
  const newest = links.at(-1)
  if (!newest) throw new Error('an incident is opened by a report')
  return newest
}

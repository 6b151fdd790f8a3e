import type { AfterAction, ReviewDeadline, ReviewDecision } from '#contract/after-action.ts'
import type { DecisionEvent, DecisionState } from '#contract/decision.ts'
import type { Deadline, IncidentEvent, IncidentState } from '#contract/incident.ts'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import type { OrderEvent, OrderState } from '#contract/order.ts'
import type { WarningState } from '#contract/warning.ts'
import { decisionLife } from '../decisions/decision-life.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { foldMatter } from '../matters/life.ts'
import type { PastMatter } from '../matters/matter-store.ts'
import { orderLife } from '../orders/order-life.ts'
import { headlineOf } from '../warnings/headline-of.ts'
import { WARNING, type WarningEvent } from '../warnings/warning-life.ts'
import type { IncidentRecord, ReviewCity } from './incident-record.ts'
import { addresseeNames, orderStatistics, reviewOrder } from './order-review.ts'
import { timelineOf } from './timeline.ts'

type Logged<Event> = readonly {
  readonly version: number
  readonly revision: number
  readonly event: Event & RecordedEvent['event']
}[]

/**
 * The after-action report of an incident, from its events alone. Pure: the same record gives the same report, whenever and
 * wherever it is composed. `record.incident` has events.
 */
export function afterAction(record: IncidentRecord, city: ReviewCity): AfterAction {
  const incident = foldMatter(incidentLife, record.incident.id, record.incident.events as Logged<IncidentEvent>)
  const { state } = incident
  const orders = bySeq(fold(record.orders, (id, events) => foldMatter(orderLife, id, events as Logged<OrderEvent>)))
  const decisions = fold<DecisionState>(record.decisions, (id, events) =>
    foldMatter(decisionLife, id, events as Logged<DecisionEvent>),
  )
  const endsAt = state.over?.at ?? state.endedAt ?? record.at
  const warnings = fold<WarningState>(record.warnings, (id, events) =>
    foldMatter(WARNING, id, events as unknown as Logged<WarningEvent>),
  ).filter(({ state: warning }) => isOfIncident(warning, state, endsAt, city))
  const reviewed = orders.map(({ id, state: order }) => reviewOrder(id, order, city, record.at))
  const warned = new Set(warnings.map(({ id }) => id))
  return {
    ...{ revision: record.revision, at: record.at, incident: headOf(incident, endsAt, city) },
    commanders: commandersOf(record.incident.events as Logged<IncidentEvent>),
    phases: state.phases.map(({ phase, at }, index) => ({
      ...{ phase, from: at },
      ...withEnd(state.phases[index + 1]?.at ?? state.over?.at),
    })),
    levels: levelsOf(record.incident.events as Logged<IncidentEvent>, state.over?.at),
    reports: state.reports.map(({ no, kind, mode, to, at, fields }) => ({
      ...{ no, kind, mode, to, at },
      unknown: Object.values(fields).filter((field) => field === null || field.trim() === '').length,
    })),
    deadlines: state.deadlines.map((deadline) => reviewDeadline(deadline, endsAt)),
    orders: reviewed,
    statistics: orderStatistics(reviewed),
    byAddressee: byAddressee(orders, reviewed, city),
    casualties: state.casualties,
    decisions: decisions.map(({ id, state: decision }) => reviewDecision(id, decision)),
    resources: resourcesOf(record.orders, orders),
    warnings: warnings.map(({ id, state: warning }) => ({
      ...{ id, headline: headlineOf(warning), phase: warning.phase, isOwn: warning.origin === 'own' },
      ...{ from: warning.fromAt, to: warning.untilAt },
      ...(warning.colour && { colour: warning.colour }),
    })),
    rolls: rollsOf(record.incident.events as Logged<IncidentEvent>),
    timeline: timelineOf({ ...record, warnings: record.warnings.filter(({ id }) => warned.has(id)) }),
  }
}

function fold<State>(
  past: readonly PastMatter[],
  one: (id: string, events: PastMatter['events']) => Matter<State>,
): readonly Matter<State>[] {
  return past.map(({ id, events }) => one(id, events)).sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
}

/** Orders in the one order that all orders of an incident have; a draft has none yet and comes last. */
function bySeq(orders: readonly Matter<OrderState>[]): readonly Matter<OrderState>[] {
  const place = ({ state }: Matter<OrderState>) => state.seq ?? Number.MAX_SAFE_INTEGER
  return orders.toSorted((a, b) => place(a) - place(b))
}

function withEnd(to: number | undefined): { readonly to?: number } {
  return to === undefined ? {} : { to }
}

function headOf({ id, state }: Matter<IncidentState>, endsAt: number, { tree }: ReviewCity): AfterAction['incident'] {
  const { number, title, place, receivedAt, endedAt, over, phase, links, messages, subtype } = state
  return {
    ...{ id, number, title, class: state.class, receivedAt, phase, durationMs: endsAt - receivedAt, links: links.length, messages },
    area: tree.byCode.get(place.area)?.names ?? { zh: place.area, en: place.area },
    ...(subtype !== undefined && { subtype }),
    ...(place.text !== undefined && { place: place.text }),
    ...(place.at && { position: place.at }),
    ...(endedAt !== undefined && { endedAt }),
    ...(over && { overAt: over.at, how: over.how }),
  }
}

/** A warning is told of where it held for the place of the incident, or around it, while the incident went on. */
function isOfIncident(
  { areas, status, fromAt, untilAt }: WarningState,
  { place, receivedAt, links }: IncidentState,
  endsAt: number,
  { tree }: ReviewCity,
): boolean {
  if (status !== 'Actual' || fromAt > endsAt || untilAt < Math.min(receivedAt, ...links.map(({ at }) => at))) return false
  const liesIn = (inner: string, outer: string) => tree.byCode.has(inner) && tree.path(inner).some(({ code }) => code === outer)
  return areas.some((area) => liesIn(place.area, area) || liesIn(area, place.area))
}

const COMMAND_GIVEN: readonly IncidentEvent['type'][] = [
  'incident.command-taken',
  'incident.handover-accepted',
  'incident.deputy-promoted',
]

function commandersOf(events: Logged<IncidentEvent>): AfterAction['commanders'] {
  const terms: AfterAction['commanders'] = []
  for (const { event } of events) {
    const isLost = event.type === 'incident.command-lapsed' || event.type === 'incident.closed'
    const isGiven = COMMAND_GIVEN.includes(event.type)
    const last = terms.at(-1)
    if ((isLost || isGiven) && last && last.to === undefined) last.to = event.at
    if (event.type === 'incident.command-renewed' && last && last.term === event.body.term) delete last.to
    if (
      event.type === 'incident.command-taken' ||
      event.type === 'incident.handover-accepted' ||
      event.type === 'incident.deputy-promoted'
    )
      terms.push({ term: event.body.term, name: event.body.commander.name, from: event.at })
  }
  return terms
}

function levelsOf(events: Logged<IncidentEvent>, overAt: number | undefined): AfterAction['levels'] {
  const levels: AfterAction['levels'] = []
  for (const { event } of events) {
    if (event.type !== 'incident.level-changed') continue
    const { field, to, reason } = event.body
    const standing = levels.findLast((level) => level.field === field && level.to === undefined)
    if (standing) standing.to = event.at
    if (to !== null) levels.push({ field, level: to, from: event.at, by: event.actor.name, reason })
  }
  if (overAt !== undefined) for (const level of levels) level.to ??= overAt
  return levels
}

function reviewDeadline(deadline: Deadline, at: number): ReviewDeadline {
  const { id, names, kind, mode, startedAt, dueAt, metAt } = deadline
  const lateMs = (metAt ?? at) - dueAt
  const outcome = metAt === undefined ? (lateMs > 0 ? 'missed' : 'running') : lateMs > 0 ? 'late' : 'met'
  return {
    ...{ id, names, kind, startedAt, dueAt, outcome },
    ...(mode && { mode }),
    ...(metAt !== undefined && { metAt }),
    ...(lateMs > 0 && { lateMs }),
  }
}

function byAddressee(
  orders: readonly Matter<OrderState>[],
  reviewed: AfterAction['orders'],
  city: ReviewCity,
): AfterAction['byAddressee'] {
  const groups = Map.groupBy(orders, ({ state }) => JSON.stringify(addresseeNames(state.to, city)))
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => ({
      to: addresseeNames((own[0] as Matter<OrderState>).state.to, city),
      statistics: orderStatistics(reviewed.filter(({ id }) => own.some((order) => order.id === id))),
    }))
}

function reviewDecision(id: string, state: DecisionState): ReviewDecision {
  const { question, stage, by, at, dueAt, options, decided, consulted, evidence, followUp, score } = state
  const named = (answer: 'agree' | 'disagree' | undefined) =>
    consulted.filter((one) => one.answer === answer).map(({ person }) => person.name)
  return {
    ...{ id, question, stage, by: by.name, at, dueAt },
    ...{ agreed: named('agree'), disagreed: named('disagree'), silent: named(undefined) },
    evidence: { revision: evidence.revision, points: evidence.points.length, matters: evidence.matters.length },
    ...(decided && {
      option: options.find((option) => option.id === decided.option)?.title ?? decided.option,
      ...{ decidedBy: decided.by.name, decidedAt: decided.at },
      ...(decided.at > dueAt && { lateMs: decided.at - dueAt }),
    }),
    ...(followUp && { followUp }),
    ...(score && { score }),
  }
}

/** Stages at which an order has no more use for what was given to it. */
const FREES: readonly string[] = ['done', 'failed', 'refused', 'superseded', 'withdrawn']

function resourcesOf(past: readonly PastMatter[], orders: readonly Matter<OrderState>[]): AfterAction['resources'] {
  return orders.flatMap(({ id, state }) => {
    const issued = state.stamps.find(({ stage }) => stage === 'issued')
    if (!issued) return []
    const freed = state.stamps.findLast(({ stage }) => FREES.includes(stage))
    const events = (past.find((one) => one.id === id)?.events ?? []) as Logged<OrderEvent>
    return state.resources.map((resource) => {
      const taken = events.find(({ event }) => event.type === 'order.overcommitted' && event.body.resource.id === resource.id)
      const reason = taken?.event.type === 'order.overcommitted' ? taken.event.body.reason : undefined
      return {
        ...{ resource, order: id, orderTitle: state.title, from: issued.at },
        ...withEnd(freed?.at),
        ...(reason !== undefined && { overcommitted: reason }),
      }
    })
  })
}

function rollsOf(events: Logged<IncidentEvent>): AfterAction['rolls'] {
  return events.flatMap(({ event }) => {
    if (event.type !== 'incident.roll-called') return []
    const { id, asked } = event.body
    const answers = new Map<string, string>()
    for (const { event: said } of events)
      if (said.type === 'incident.roll-answered' && said.body.id === id) answers.set(said.body.person.id, said.body.answer)
    const present = asked.filter((person) => answers.get(person.id) === 'present').length
    const missing = asked.filter((person) => !answers.has(person.id) || answers.get(person.id) === 'unreachable').length
    return [{ at: event.at, asked: asked.length, present, missing }]
  })
}

import type { AlarmState } from '#contract/alarm.ts'
import type { DecisionState } from '#contract/decision.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter, Reach, RecordedEvent } from '#contract/matter.ts'
import type { Names } from '#contract/names.ts'
import { type OrderState, WORKING_STAGES } from '#contract/order.ts'
import {
  MOST_SHIFT_LINES,
  SHIFT_KINDS,
  SHIFT_SECTIONS,
  type ShiftItem,
  type ShiftKind,
  type ShiftLine,
  type ShiftSummary,
} from '#contract/shift-handover.ts'
import type { WarningState } from '#contract/warning.ts'
import { foldMatter } from '../matters/life.ts'
import type { PastMatter } from '../matters/matter-store.ts'
import type { Lives } from '../matters/sight.ts'
import { headlineOf } from '../warnings/headline-of.ts'

/** What the record knew of the matters of a shift at a revision: all events, up to it, of what is open or has changed. */
export interface ShiftRecord {
  readonly revision: number
  /** When the shift began, epoch ms. */
  readonly since: number
  /** When it is looked at. */
  readonly at: number
  readonly matters: Readonly<Record<ShiftKind, readonly PastMatter[]>>
  /** Open cases, counted where they concern the same area and domain: there are too many to read one by one. */
  readonly cases: readonly CasesOpen[]
}

export interface CasesOpen {
  readonly reach: Reach
  readonly open: number
  readonly late: number
}

/** A matter as it stood, with what happened to it. */
interface Seen {
  readonly matter: Matter
  readonly events: readonly RecordedEvent[]
}

export interface Composing {
  readonly lives: Lives
  /** Whether a matter is the business of the post and of whoever looks. */
  concerns(reach: Reach): boolean
}

/** What a shift hands over: what happened since it began, and what is open. Pure: the same record gives the same summary. */
export function composeShift({ revision, since, at, matters, cases }: ShiftRecord, { lives, concerns }: Composing): ShiftSummary {
  const seen = SHIFT_KINDS.flatMap((kind) =>
    matters[kind].map(({ id, events }): Seen => ({ matter: foldMatter(lives[kind], id, events), events })),
  ).filter(({ matter }) => concerns(matter.reach))
  const told = seen.flatMap(({ matter, events }) =>
    events.filter(({ event }) => event.at >= since && event.at <= at).map((recorded) => ({ matter, recorded })),
  )
  const lines = told
    .filter(({ recorded }) => TOLD.has(recorded.event.type))
    .sort(
      (a, b) =>
        b.recorded.revision - a.recorded.revision ||
        (a.matter.id < b.matter.id ? -1 : 1) ||
        b.recorded.version - a.recorded.version,
    )
    .map(({ matter, recorded }) => lineOf(matter, recorded))
  return {
    ...{ at, since, revision, counts: countsOf(told.map(({ recorded }) => recorded.event.type)) },
    ...{ lines: lines.slice(0, MOST_SHIFT_LINES), more: Math.max(0, lines.length - MOST_SHIFT_LINES) },
    items: inOrder([
      ...itemsOf(
        seen.filter(({ matter }) => matter.isOpen).map(({ matter }) => matter),
        at,
      ),
      ...caseItems(cases.filter(({ reach }) => concerns(reach))),
    ]),
  }
}

/** One line for all open cases; the desk of cases has them one by one. */
function caseItems(cases: readonly CasesOpen[]): readonly ShiftItem[] {
  const count = cases.reduce((sum, { open }) => sum + open, 0)
  const late = cases.reduce((sum, one) => sum + one.late, 0)
  return count === 0 ? [] : [{ section: 'cases', key: 'cases', mark: 'cases', count, late }]
}

/** Events that are worth a line of their own; of alarms there are too many. */
const TOLD: ReadonlySet<string> = new Set([
  ...['incident.opened', 'incident.merged', 'incident.level-changed', 'incident.phase-entered', 'incident.reopened'],
  ...['incident.command-taken', 'incident.handover-accepted', 'incident.deputy-promoted', 'incident.deadline-missed'],
  ...['incident.casualties-counted', 'incident.reported', 'incident.closed', 'incident.withdrawn'],
  ...['order.issued', 'order.done', 'order.failed', 'order.refused', 'order.escalated', 'order.withdrawn'],
  ...['warning.received', 'warning.issued', 'warning.updated', 'warning.cancelled', 'warning.expired'],
  ...['decision.proposed', 'decision.decided', 'decision.overdue', 'decision.scored', 'decision.superseded'],
])

function countsOf(types: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const type of [...types].sort()) counts[type] = (counts[type] ?? 0) + 1
  return counts
}

function lineOf({ kind, id, state }: Matter, { event }: RecordedEvent): ShiftLine {
  return { at: event.at, kind: kind as ShiftKind, id, type: event.type, title: TITLE[kind as ShiftKind](state) }
}

const TITLE: Readonly<Record<ShiftKind, (state: unknown) => Names>> = {
  alarm: () => same(''),
  warning: (state) => headlineOf(state as WarningState),
  incident: (state) => same((state as IncidentState).title),
  order: (state) => same((state as OrderState).title),
  decision: (state) => same((state as DecisionState).question),
}

function same(text: string): Names {
  return { zh: text, en: text }
}

function itemsOf(open: readonly Matter[], at: number): readonly ShiftItem[] {
  const minor = open.filter(({ kind, state }) => kind === 'alarm' && isMinor(state as AlarmState))
  const waiting = minor.filter(({ state }) => (state as AlarmState).response.kind === 'unanswered').length
  const counted: ShiftItem[] =
    minor.length === 0
      ? []
      : [{ section: 'alarms', key: 'alarms', mark: `${minor.length}/${waiting}`, count: minor.length, waiting }]
  return [...open.flatMap((matter) => ITEM[matter.kind as ShiftKind](matter, at)), ...counted]
}

/** A figure that is watched and no more: one line for all of them. */
function isMinor({ severity, response, why }: AlarmState): boolean {
  return severity !== 'critical' && response.kind !== 'shelved' && why.kind !== 'silence'
}

type ItemOf = (matter: Matter, at: number) => readonly ShiftItem[]

const ITEM: Readonly<Record<ShiftKind, ItemOf>> = {
  alarm: ({ id, state }) => {
    const alarm = state as AlarmState
    const { severity, response, why, area, metric, department, condition, rule } = alarm
    const said = {
      ...{ key: `alarm:${id}`, id, area, severity },
      ...(metric !== undefined && { metric }),
      ...(department !== undefined && { department }),
      ...(rule.names && { names: rule.names }),
    }
    const since = condition.kind === 'raised' ? condition.since : alarm.raisedAt
    if (response.kind === 'shelved')
      return [{ section: 'shelved', ...said, mark: `${severity}/${response.until}`, until: response.until }]
    if (why.kind === 'silence')
      return [{ section: 'silence', ...said, mark: `${severity}/${since}`, since, silent: why.silent, of: why.of }]
    const isTaken = response.kind === 'acknowledged'
    return isMinor(alarm) ? [] : [{ section: 'alarm', ...said, mark: `${severity}/${since}/${response.kind}`, since, isTaken }]
  },
  warning: ({ id, state, version }) => {
    const { colour, place, untilAt } = state as WarningState
    const headline = headlineOf(state as WarningState)
    const key = `warning:${id}`
    return [{ section: 'warning', key, mark: String(version), id, headline, area: place, untilAt, ...(colour && { colour }) }]
  },
  incident: ({ id, state }) => {
    const { title, place, phase, levels, command, deadlines } = state as IncidentState
    const due = deadlines.filter(({ metAt }) => metAt === undefined).map(({ dueAt }) => dueAt)
    const [event, response] = [levels.event?.level, levels.response?.level]
    return [
      {
        ...{ section: 'incident', key: `incident:${id}`, id, title, area: place.area, phase },
        mark: [phase, event ?? '-', response ?? '-', command.term].join('/'),
        ...(event && { event }),
        ...(response && { response }),
        ...(command.commander && { commander: command.commander.name }),
        ...(due.length > 0 && { nextDueAt: Math.min(...due) }),
      },
    ]
  },
  order: ({ id, state }, at) => {
    const { title, area, stage, dueAt, incident } = state as OrderState
    const isLate = dueAt !== undefined && dueAt <= at && WORKING_STAGES.some((working) => working === stage)
    if (!isLate) return []
    const key = `order:${id}`
    return [{ section: 'order', key, mark: stage, id, title, area, stage, dueAt, ...(incident !== undefined && { incident }) }]
  },
  decision: ({ id, state }) => {
    const { question, area, stage, dueAt, followUp } = state as DecisionState
    const next = stage === 'open' ? dueAt : (followUp?.at ?? dueAt)
    return [{ section: 'decision', key: `decision:${id}`, mark: stage, id, question, area, stage, dueAt: next }]
  },
}

/** Section by section; within one, as they came. */
function inOrder(items: readonly ShiftItem[]): ShiftItem[] {
  return SHIFT_SECTIONS.flatMap((section) => items.filter((item) => item.section === section))
}

import type { Attachment, IncidentEvent, Level, Person, ReportField } from '#contract/incident.ts'
import { CASUALTY_FIGURES } from '#contract/incident.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import type { Names } from '#contract/names.ts'
import type { IncidentTranslate } from '../i18n/incident-words.ts'

/** What sort of entry a line of the timeline is; shown as a word beside it. */
export const LOG_KINDS = [
  'signal',
  'level',
  'phase',
  'role',
  'order',
  'judgement',
  'report',
  'casualties',
  'map',
  'plan',
  'talk',
] as const
export type LogKind = (typeof LOG_KINDS)[number]

const KIND_OF: Readonly<Record<IncidentEvent['type'], LogKind>> = {
  'incident.opened': 'signal',
  'incident.joined': 'signal',
  'incident.lookalike-found': 'judgement',
  'incident.lookalike-dismissed': 'judgement',
  'incident.merged': 'judgement',
  'incident.absorbed': 'judgement',
  'incident.described': 'signal',
  'incident.phase-entered': 'phase',
  'incident.reopened': 'phase',
  'incident.level-changed': 'level',
  'incident.level-proposed': 'level',
  'incident.measured': 'judgement',
  'incident.command-taken': 'role',
  'incident.command-renewed': 'role',
  'incident.command-lapsed': 'role',
  'incident.handover-offered': 'role',
  'incident.handover-ended': 'role',
  'incident.handover-accepted': 'role',
  'incident.deputy-promoted': 'role',
  'incident.post-given': 'role',
  'incident.group-set': 'role',
  'incident.group-dissolved': 'role',
  'incident.roll-called': 'role',
  'incident.roll-answered': 'role',
  'incident.casualties-counted': 'casualties',
  'incident.reported': 'report',
  'incident.deadline-set': 'report',
  'incident.deadline-dropped': 'report',
  'incident.deadline-missed': 'report',
  'incident.marked': 'map',
  'incident.unmarked': 'map',
  'incident.message-sent': 'talk',
  'incident.messages-read': 'talk',
  'incident.order-issued': 'order',
  'incident.plan-applied': 'plan',
  'incident.step-proposed': 'plan',
  'incident.step-accepted': 'plan',
  'incident.step-dismissed': 'plan',
  'incident.plan-ended': 'plan',
  'incident.closed': 'phase',
  'incident.withdrawn': 'phase',
}

/** Entries that say nothing to people who read how it went: signs of life and receipts. */
const UNTOLD: ReadonlySet<string> = new Set(['incident.command-renewed', 'incident.messages-read'])

/** One line of the timeline. */
export interface LogLine {
  readonly version: number
  readonly at: number
  readonly kind: LogKind
  readonly sentence: string
  /** What was shown with it. */
  readonly attachments?: readonly Attachment[]
}

/** What sentences are made with: words, names of the catalogue, times. */
export interface Spelling {
  readonly w: IncidentTranslate
  readonly name: (names: Names) => string
  readonly time: (at: number) => string
}

/** The log of an incident as sentences, newest first. An event this build does not know is told by its bare name. */
export function logLines(log: readonly RecordedEvent[], spelling: Spelling): readonly LogLine[] {
  return log
    .filter(({ event }) => !UNTOLD.has(event.type))
    .map(({ version, event }) => ({
      version,
      at: event.at,
      kind: KIND_OF[event.type as IncidentEvent['type']] ?? 'signal',
      sentence: logSentence(event as IncidentEvent, spelling),
      ...shownWith(event as IncidentEvent),
    }))
    .reverse()
}

/** Photos and voice notes that came with what happened. */
function shownWith(event: IncidentEvent): Pick<LogLine, 'attachments'> {
  switch (event.type) {
    case 'incident.message-sent':
      return { attachments: event.body.attachments }
    case 'incident.opened':
    case 'incident.joined':
      return event.body.link.attachments ? { attachments: event.body.link.attachments } : {}
    case 'incident.reported':
      return event.body.attachments ? { attachments: event.body.attachments } : {}
    default:
      return {}
  }
}

/** What happened, as a sentence. */
export function logSentence(event: IncidentEvent, { w, name, time }: Spelling): string {
  const who = event.actor.name
  switch (event.type) {
    case 'incident.opened':
      return w('log.incident.opened', { who, title: event.body.title })
    case 'incident.joined':
      return w('log.incident.joined', { text: event.body.link.text })
    case 'incident.lookalike-found':
      return w('log.incident.lookalike-found', { title: event.body.lookalike.title })
    case 'incident.absorbed':
      return w('log.incident.absorbed', { who, n: event.body.links.length })
    case 'incident.phase-entered':
      return w('log.incident.phase-entered', { who, phase: w(`phase.${event.body.phase}`) })
    case 'incident.reopened':
    case 'incident.withdrawn':
      return w(`log.${event.type}`, { who, reason: event.body.reason })
    case 'incident.level-changed': {
      const { field, from, to, reason } = event.body
      const level = (one: Level | null) => (one === null ? w(`level.none.${field}`) : levelWords(one, w))
      return w('log.incident.level-changed', { who, field: w(`level-field.${field}`), from: level(from), to: level(to), reason })
    }
    case 'incident.level-proposed':
      return w('log.incident.level-proposed', { level: levelWords(event.body.level, w) })
    case 'incident.measured': {
      const { measure, measured } = event.body
      return w('log.incident.measured', { measure, value: measured.value, source: measured.source })
    }
    case 'incident.command-taken':
    case 'incident.deputy-promoted':
      return w(`log.${event.type}`, { commander: shownName(event.body.commander) })
    case 'incident.handover-offered':
      return w('log.incident.handover-offered', { who, to: shownName(event.body.to) })
    case 'incident.handover-ended':
      return w(`log.incident.handover-ended.${event.body.how}`, { who })
    case 'incident.handover-accepted': {
      const { commander, from } = event.body
      return w('log.incident.handover-accepted', { commander: shownName(commander), from: shownName(from) })
    }
    case 'incident.post-given': {
      const { post, person } = event.body
      if (person === null) return w('log.incident.post-taken', { post: w(`post.${post}`) })
      return w('log.incident.post-given', { person: shownName(person), post: w(`post.${post}`) })
    }
    case 'incident.group-set':
      return w('log.incident.group-set', { who, group: w(`group.${event.body.group.kind}`) })
    case 'incident.roll-called':
      return w('log.incident.roll-called', { who, n: event.body.asked.length })
    case 'incident.roll-answered':
      return w('log.incident.roll-answered', { person: shownName(event.body.person), answer: w(`roll.${event.body.answer}`) })
    case 'incident.casualties-counted': {
      const { version, figures, source } = event.body
      const counted = CASUALTY_FIGURES.filter((figure) => figures[figure] !== null)
      const words = counted.map((figure) => `${w(`figure.${figure}`)} ${figures[figure]}`).join(' ') || w('unknown')
      return w('log.incident.casualties-counted', { version, figures: words, source })
    }
    case 'incident.reported': {
      const { kind, mode, to } = event.body
      return w('log.incident.reported', { who, kind: w(`report-kind.${kind}`), mode: w(`report-mode.${mode}`), to })
    }
    case 'incident.deadline-set':
      return w('log.incident.deadline-set', { name: name(event.body.deadline.names), time: time(event.body.deadline.dueAt) })
    case 'incident.deadline-missed':
      return w('log.incident.deadline-missed', { time: time(event.body.dueAt) })
    case 'incident.marked':
      return w('log.incident.marked', { who, kind: w(`mark.${event.body.kind}`), label: event.body.label })
    case 'incident.message-sent':
      return w('log.incident.message-sent', { who, text: event.body.text })
    case 'incident.order-issued':
      return w('log.incident.order-issued', { who, seq: event.body.seq, title: event.body.title })
    case 'incident.plan-applied':
      return w('log.incident.plan-applied', { who, plan: name(event.body.names), level: event.body.level })
    case 'incident.step-proposed':
      return w('log.incident.step-proposed', { who, step: name(event.body.names), n: event.body.orders.length })
    case 'incident.step-accepted':
      return w('log.incident.step-accepted', { who, step: name(event.body.names), n: event.body.orders.length })
    case 'incident.step-dismissed':
      return w('log.incident.step-dismissed', { who, step: name(event.body.names), reason: event.body.reason })
    case 'incident.plan-ended':
      return w('log.incident.plan-ended', { who, plan: name(event.body.names), reason: event.body.reason })
    case 'incident.lookalike-dismissed':
    case 'incident.merged':
    case 'incident.described':
    case 'incident.command-renewed':
    case 'incident.command-lapsed':
    case 'incident.group-dissolved':
    case 'incident.deadline-dropped':
    case 'incident.unmarked':
    case 'incident.messages-read':
    case 'incident.closed':
      return w(`log.${event.type}`, { who })
    default:
      return w('log.unknown', { who: (event as RecordedEvent['event']).actor.name, type: (event as RecordedEvent['event']).type })
  }
}

/** II级 重大 */
export function levelWords(level: Level, w: IncidentTranslate): string {
  return w('level.word', { numeral: level, word: w(`level.${level}`) })
}

/** The name of somebody; what they are in ordinary life where no name is shown. */
export function shownName({ name, post }: Person): string {
  return name || post || '–'
}

/** Fields of a report that nobody knows yet. */
export function unfilled(fields: Readonly<Record<ReportField, string | null>>): number {
  return Object.values(fields).filter((field) => field === null || field.trim() === '').length
}

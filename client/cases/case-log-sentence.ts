import type { CaseEvent } from '#contract/case.ts'
import type { Attachment } from '#contract/incident.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import type { CaseTranslate } from '../i18n/case-words.ts'

/** What sentences are made with: words, names of departments, times, and how long a span is. */
export interface CaseSpelling {
  readonly w: CaseTranslate
  readonly department: (id: string) => string
  readonly time: (at: number) => string
  readonly span: (ms: number) => string
}

/** One line of the log. */
export interface CaseLogLine {
  readonly version: number
  readonly at: number
  readonly sentence: string
  readonly attachments: readonly Attachment[]
}

/** Entries that say what is seen on the clocks anyway. */
const UNTOLD: ReadonlySet<string> = new Set(['case.clock-stopped'])

/** The log of a case as sentences, newest first. An event this build does not know is told by its bare name. */
export function caseLog(log: readonly RecordedEvent<CaseEvent>[], spelling: CaseSpelling): readonly CaseLogLine[] {
  return log
    .filter(({ event }) => !UNTOLD.has(event.type))
    .map(({ version, event }) => ({
      ...{ version, at: event.at, sentence: caseSentence(event, spelling) },
      attachments: 'attachments' in event.body ? event.body.attachments : [],
    }))
    .reverse()
}

/** What happened, as a sentence. */
export function caseSentence(event: CaseEvent, { w, department, time, span }: CaseSpelling): string {
  const who = event.actor.name
  const said = (text: string | undefined) => text ?? w('log.attached')
  switch (event.type) {
    case 'case.collected':
      return w('log.collected', { who, text: event.body.what })
    case 'case.supplemented':
      return w('log.supplemented', { who, text: said(event.body.text) })
    case 'case.accepted':
      return w(event.body.needsCheck ? 'log.accepted.check' : 'log.accepted', { who })
    case 'case.checked':
      return w(event.body.found ? 'log.checked.found' : 'log.checked.empty', { who, text: event.body.text ?? '' })
    case 'case.dispatched':
      return w('log.dispatched', { who, department: department(event.body.department) })
    case 'case.progressed':
      return w('log.progressed', { who, text: said(event.body.text) })
    case 'case.answered':
      return w('log.answered', { who, text: said(event.body.text) })
    case 'case.verified':
      return w('log.verified', { who, text: event.body.text ?? '' })
    case 'case.evaluated':
      return event.body.satisfaction === undefined
        ? w('log.evaluated', { who })
        : w('log.evaluated.stars', { who, n: event.body.satisfaction })
    case 'case.asked':
      return w('log.asked', { who, kind: w(`ask.${event.body.kind}`), reason: event.body.reason })
    case 'case.rejected':
      return w('log.rejected', { who, reason: event.body.reason })
    case 'case.returned':
      return w('log.returned', { who, reason: event.body.reason })
    case 'case.reworked':
      return w('log.reworked', { who, reason: event.body.reason })
    case 'case.ask-refused':
      return w('log.ask-refused', { who, reason: event.body.reason })
    case 'case.voided':
      return w('log.voided', { who, reason: event.body.reason })
    case 'case.unmerged':
      return w('log.unmerged', { who, reason: event.body.reason })
    case 'case.duplicate-left':
      return w('log.duplicate-left', { reason: event.body.reason })
    case 'case.extended':
      return w('log.extended', { who, span: span(event.body.ms), reason: event.body.reason })
    case 'case.suspended':
      return w('log.suspended', { who, kind: w(`suspended.${event.body.kind}`), reason: event.body.reason })
    case 'case.merged':
      return w('log.merged', { who, number: event.body.number })
    case 'case.duplicate-joined':
      return w('log.duplicate-joined', { number: event.body.number, text: event.body.text })
    case 'case.clock-started':
      return w('log.clock-started', { clock: w(`clock.${event.body.clock}`), time: time(event.body.dueAt) })
    case 'case.overdue':
      return w('log.overdue', { clock: w(`clock.${event.body.clock}`) })
    case 'case.described':
      return w('log.described', { who })
    case 'case.filed':
      return w('log.filed', { who })
    case 'case.started':
      return w('log.started', { who })
    case 'case.closed':
      return w('log.closed', { who })
    case 'case.resumed':
      return w('log.resumed', { who })
    case 'case.clock-stopped':
      return ''
    default:
      return w('log.unknown', { who: (event as RecordedEvent['event']).actor.name, type: (event as RecordedEvent['event']).type })
  }
}

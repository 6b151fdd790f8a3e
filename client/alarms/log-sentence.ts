import type { AlarmEvent } from '#contract/alarm.ts'
import type { Metric } from '#contract/metric.ts'
import type { Names } from '#contract/names.ts'
import type { AlarmTranslate } from '../i18n/alarm-words.ts'
import type { Format } from '../i18n/format.ts'
import { whySentence } from './why-sentence.ts'

/** What happened to an alarm, as a sentence. Pure. */
export function logSentence(
  event: AlarmEvent,
  metric: Metric | undefined,
  speech: { readonly w: AlarmTranslate; readonly format: Format; readonly name: (names: Names) => string },
): string {
  const { w, format } = speech
  const { name } = event.actor
  switch (event.type) {
    case 'alarm.raised':
    case 'alarm.changed':
      return w(`log.${event.type}`, {
        why: whySentence(event.body.why, metric, speech),
        severity: w(`severity.${event.body.severity}`),
      })
    case 'alarm.cleared':
      return w('log.alarm.cleared')
    case 'alarm.acknowledged':
    case 'alarm.unshelved':
      return w(`log.${event.type}`, { name })
    case 'alarm.shelved':
      return w('log.alarm.shelved', { name, time: format.time(event.body.until), reason: event.body.reason })
    case 'alarm.commented':
      return w('log.alarm.commented', { name, text: event.body.text })
    case 'alarm.paged':
      return event.body.people.length === 0
        ? w('log.alarm.paged.nobody')
        : w('log.alarm.paged', { people: event.body.people.map((person) => person.name).join('、') })
  }
}

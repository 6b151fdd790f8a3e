import type { CaseTranslate } from '../i18n/case-words.ts'
import { type CaseDue, spanParts } from './case-due.ts'

/** A span in words: in days of working time where it is working time, in days of 24 hours where it is not. */
export function spanWords(ms: number, dayMs: number, w: CaseTranslate): string {
  const { days, hours, minutes } = spanParts(ms, dayMs)
  if (days > 0) return hours > 0 ? w('span.days-hours', { d: days, h: hours }) : w('span.days', { d: days })
  if (hours > 0) return minutes > 0 ? w('span.hours-minutes', { h: hours, m: minutes }) : w('span.hours', { h: hours })
  return w('span.minutes', { m: minutes })
}

/** How a clock stands, as a sentence. */
export function dueWords(due: CaseDue, workingDayMs: number, w: CaseTranslate): string {
  switch (due.kind) {
    case 'none':
      return w('due.none')
    case 'over':
      return w(`due.over.${due.pace}`, { span: spanWords(due.overMs, dayOf(due.pace, workingDayMs), w) })
    case 'left': {
      const span = spanWords(due.leftMs, dayOf(due.pace, workingDayMs), w)
      return due.isPaused ? w('due.paused', { span }) : w(`due.left.${due.pace}`, { span })
    }
  }
}

/** The length of a day in a pace, ms. */
export function dayOf(pace: 'always' | 'working', workingDayMs: number): number {
  return pace === 'working' ? workingDayMs : DAY_MS
}

const DAY_MS = 86_400_000

/** A span as a clock in a list: 0:18, 3:10, 12:40; beyond a hundred hours only the hours. */
export function shortClock(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  const hours = Math.floor(minutes / 60)
  return hours >= 100 ? `${hours}h` : `${hours}:${String(minutes % 60).padStart(2, '0')}`
}

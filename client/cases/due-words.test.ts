import { expect, it } from 'vitest'
import { caseTranslator } from '../i18n/case-words.ts'
import { dueWords, shortClock } from './due-words.ts'

const HOUR = 3_600_000
const w = caseTranslator('zh')

it('says how much working time is left, in days as long as people work', () => {
  const due = { kind: 'left', leftMs: 10.5 * HOUR, share: 1, isShort: false, pace: 'working', isPaused: false } as const
  expect(dueWords(due, 7 * HOUR, w)).toBe('还剩 1 天 3 时（工作时）')
  expect(dueWords({ ...due, isPaused: true, leftMs: 20 * 60_000 }, 7 * HOUR, w)).toBe(
    '还剩 20 分（工作时），现在非工作时间，计时暂停',
  )
  expect(dueWords({ ...due, pace: 'always', leftMs: 30 * HOUR }, 7 * HOUR, w)).toBe('还剩 1 天 6 时')
  expect(dueWords({ kind: 'over', overMs: 72 * 60_000, pace: 'working' }, 7 * HOUR, w)).toBe('已超 1 时 12 分（工作时）')
})

it('sets a clock in a list so that it can be read down a column', () => {
  expect([18 * 60_000, 190 * 60_000, 120 * HOUR].map(shortClock)).toEqual(['0:18', '3:10', '120h'])
})

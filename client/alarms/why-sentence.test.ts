import { expect, it } from 'vitest'
import { alarmTranslator } from '../i18n/alarm-words.ts'
import { formatOf } from '../i18n/format.ts'
import { namesIn } from '../i18n/translate.ts'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { whySentence } from './why-sentence.ts'

const metric = tinyCity().metric('tiny.calls')
const speech = (language: 'zh' | 'en') => ({
  ...{ w: alarmTranslator(language), format: formatOf(language, 'Asia/Shanghai'), name: namesIn(language) },
})

it('says a figure in the unit it is spelled in, never ten thousand times too small', () => {
  const why = { kind: 'threshold', value: 23_000, limit: 500, side: 'above' } as const
  expect(whySentence(why, metric, speech('zh'))).toBe('2.300 万件，达到上限 500 件')
  expect(whySentence(why, metric, speech('en'))).toBe('23,000 calls, at or over the limit of 500 calls')
})

it('says from where to where, within which time', () => {
  const why = { kind: 'rate', value: 90, from: 20, limit: 50, side: 'rise', windowS: 600 } as const
  expect(whySentence(why, metric, speech('en'))).toBe('rose from 20 calls to 90 calls in 10 min; the limit is 50 calls')
})

it('says what was usual, and from how much that is known', () => {
  const range = { expected: 20, low: 10, high: 30, deviations: 42 }
  const why = { kind: 'anomaly', value: 90, learned: 4, rhythm: 'week', ...range } as const
  expect(whySentence(why, metric, speech('zh'))).toContain('每周此时约 20 件')
  expect(whySentence(why, metric, speech('zh'))).toContain('据 4 个同时段学得')
})

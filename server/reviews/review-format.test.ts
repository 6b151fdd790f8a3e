import { expect, it } from 'vitest'
import { momentWords, spanWords } from './review-format.ts'

it('says a span in its two largest units, and nothing shorter than a second', () => {
  expect(spanWords(0)).toEqual({ zh: '0 秒', en: '0 s' })
  expect(spanWords(999)).toEqual({ zh: '0 秒', en: '0 s' })
  expect(spanWords(65_000)).toEqual({ zh: '1 分 5 秒', en: '1 min 5 s' })
  expect(spanWords(3_600_000)).toEqual({ zh: '1 小时', en: '1 h' })
  expect(spanWords(90_061_000)).toEqual({ zh: '1 天 1 小时', en: '1 d 1 h' })
})

it('says a moment in the time of the city, midnight as 00', () => {
  expect(momentWords(Date.parse('2026-09-07T16:00:05Z'), 'Asia/Shanghai')).toBe('2026-09-08 00:00')
  expect(momentWords(Date.parse('2026-09-07T16:00:05Z'), 'Asia/Shanghai', true)).toBe('2026-09-08 00:00:05')
})

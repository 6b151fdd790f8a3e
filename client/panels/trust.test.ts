import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { formatOf } from '../i18n/format.ts'
import { translator } from '../i18n/translate.ts'
import { TINY_METRICS, tinyPoint } from '../state/testing/tiny-city.ts'
import { briefTrust, figureState, trustOf } from './trust.ts'

const metric = TINY_METRICS[1] as Metric
const NOW = Date.parse('2026-09-08T10:42:00+08:00')
const point = (part: Partial<Point>) =>
  tinyPoint({
    metric: metric.id,
    area: 'city',
    step: 'PT5M',
    observedAt: NOW - 60_000,
    coverage: { reported: 3, expected: 3 },
    ...part,
  })
const strip = (part: Partial<Point>, missing: string[] = []) =>
  trustOf({
    point: point(part),
    metric,
    department: '政数局',
    missing,
    now: NOW,
    t: translator('zh'),
    format: formatOf('zh', 'Asia/Shanghai'),
  })

it('says whose, when and how complete, in that order', () => {
  expect(strip({})).toEqual({ glyph: 'live', parts: ['政数局', '10:41', '3/3'] })
})

it('says how late against what was promised', () => {
  expect(strip({ freshness: 'late', observedAt: NOW - 12 * 60_000 })).toEqual({
    glyph: 'late',
    parts: ['延迟 12 分钟', '承诺 10 分钟', '政数局'],
  })
})

it('keeps the last time of a silent figure', () => {
  const observedAt = Date.parse('2026-09-08T07:55:00+08:00')
  expect(strip({ freshness: 'silent', observedAt })).toEqual({
    glyph: 'silent',
    parts: ['静默 2 时 47 分', '末值 07:55', '政数局'],
  })
})

it('names who is missing when it knows all of them, and counts them when there are many', () => {
  const coverage = { reported: 1, expected: 3 }
  expect(strip({ coverage }, ['谢岗', '清溪']).parts).toEqual(['覆盖 1/3', '缺 谢岗 清溪', '政数局', '10:41'])
  expect(strip({ coverage: { reported: 1, expected: 7 } }, ['一', '二', '三', '四', '五', '六']).parts[1]).toBe(
    '缺 一 二 三 四 五 等 6 处',
  )
  expect(strip({ coverage }).parts).toEqual(['覆盖 1/3', '政数局', '10:41'])
})

it('says that there is no record rather than a time', () => {
  expect(strip({ freshness: 'empty', observedAt: null, value: null })).toEqual({ glyph: 'empty', parts: ['政数局', '尚无记录'] })
})

it('says the age first where there is room for one word', () => {
  const brief = (part: Partial<Point>) =>
    briefTrust({ point: point(part), metric, now: NOW, t: translator('zh'), format: formatOf('zh', 'Asia/Shanghai') }).parts
  expect(brief({})).toEqual(['10:41'])
  expect(brief({ coverage: { reported: 1, expected: 3 } })).toEqual(['1/3'])
  expect(brief({ freshness: 'silent', observedAt: NOW - 8 * 60_000 })).toEqual(['静默 8 分钟'])
})

it('draws a figure without a value as empty, whatever its feed', () => {
  expect(figureState(point({ value: null }))).toBe('empty')
  expect(figureState(point({ coverage: { reported: 1, expected: 3 } }))).toBe('partial')
  expect(figureState(point({ freshness: 'late', coverage: { reported: 1, expected: 3 } }))).toBe('late')
})

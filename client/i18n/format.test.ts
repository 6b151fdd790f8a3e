import { expect, it } from 'vitest'
import { formatOf } from './format.ts'

const zh = formatOf('zh', 'Asia/Shanghai')
const en = formatOf('en', 'Asia/Shanghai')
const count = { decimals: 0, unit: { zh: '件', en: 'calls' } }
const rate = { decimals: 1, unit: { zh: '%', en: '%' } }
const AT = Date.parse('2026-09-08T10:42:18+08:00')

it('sets thousands with commas and a true minus', () => {
  expect(zh.figure(4082, count).text).toBe('4,082')
  expect(zh.number(-74, 0)).toBe('−74')
})

it('never shows minus zero', () => {
  expect(zh.number(-0.04, 1)).toBe('0.0')
})

it('keeps a metric’s decimals for life', () => {
  expect(zh.figure(100, rate).text).toBe('100.0')
  expect(zh.figure(97.64, rate).text).toBe('97.6')
})

it('prints nothing as a dash and zero as zero', () => {
  expect(zh.figure(null, count).text).toBe('–')
  expect(zh.figure(0, count).text).toBe('0')
})

it('steps large counts to 万 with four digits that matter, and keeps every digit for the line below', () => {
  expect(zh.figure(12_345, count)).toEqual({ text: '1.235', unit: '万件', full: '12,345' })
  expect(zh.figure(10_466_625, { decimals: 0, unit: { zh: '人', en: 'people' } })).toEqual({
    text: '1,046.7',
    unit: '万人',
    full: '10,466,625',
  })
})

it('leaves units alone that carry a multiple, or measure rather than count', () => {
  expect(zh.figure(15_000, { decimals: 0, unit: { zh: '万条', en: '10k rows' } }).text).toBe('15,000')
  expect(zh.figure(59_615, { decimals: 0, unit: { zh: '辆/小时', en: 'per hour' } }).text).toBe('59,615')
})

it('counts in millions in English', () => {
  expect(en.figure(10_466_625, count)).toEqual({ text: '10.47', unit: 'M calls', full: '10,466,625' })
  expect(en.figure(12_345, count).text).toBe('12,345')
})

it('says a difference in the multiple of the figure beside it', () => {
  expect(zh.change(20_185, 108_100, count)).toBe('+2.02')
  expect(zh.change(-74, 2_386, count)).toBe('−74')
  expect(zh.change(0.04, 97.6, rate)).toBe('持平')
})

it('tells the time of the city, whatever the zone of the machine', () => {
  expect(zh.seconds(AT)).toBe('10:42:18')
  expect(formatOf('zh', 'America/Los_Angeles').seconds(AT)).toBe('19:42:18')
  expect(`${zh.date(AT)} ${zh.weekday(AT)}`).toBe('2026-09-08 星期二')
})

it('says when an observation was in the shortest words that are not ambiguous', () => {
  const moment = (text: string, step: Parameters<typeof zh.moment>[2]) => zh.moment(Date.parse(text), AT, step)
  expect(moment('2026-09-08T07:55:00+08:00', 'PT15M')).toBe('07:55')
  expect(moment('2026-09-07T23:59:00+08:00', 'PT15M')).toBe('09-07 23:59')
  expect(moment('2026-09-07T00:00:00+08:00', 'P1D')).toBe('09-07')
  expect(moment('2026-08-01T00:00:00+08:00', 'P1M')).toBe('2026-08')
  expect(moment('2025-01-01T00:00:00+08:00', 'P1Y')).toBe('2025')
})

it('says how long in two units at most', () => {
  const minutes = (count: number) => count * 60_000
  expect([42_000, minutes(12), minutes(167), minutes(120), minutes(24 * 60 * 6 + 14 * 60)].map(zh.span)).toEqual([
    '42 秒',
    '12 分钟',
    '2 时 47 分',
    '2 小时',
    '6 天 14 小时',
  ])
})

import { STEP_MS, type Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import { namesIn, type Translate, translator, type UiLanguage } from './translate.ts'

/** A figure as it is set: digits in the figure face, unit in the text face beside it. */
export interface FigureText {
  readonly text: string
  readonly unit: string
  /** Every digit, for the line below and for lineage. */
  readonly full: string
}

/** Numbers, times and ages as people read them, in one language and one time zone. */
export interface Format {
  /** A value of a metric with its decimals for life; large counts in 万 (Chinese) or M (English). Null is a dash, never 0. */
  figure(value: number | null, metric: Pick<Metric, 'decimals' | 'unit'>): FigureText
  number(value: number, decimals: number): string
  /** A difference with its sign, in the multiple `beside` is set in (万 beside 万); a word for no difference. */
  change(difference: number, beside: number, metric: Pick<Metric, 'decimals' | 'unit'>): string
  /** 10:42 */
  time(at: number): string
  /** 10:42:18 */
  seconds(at: number): string
  /** 2026-09-08 */
  date(at: number): string
  /** 星期二 */
  weekday(at: number): string
  /** The shortest spelling that says when an observation of that window length was: 10:42, 09-07, 2026-08, 2025. */
  moment(at: number, now: number, step: Step): string
  /** 42 秒, 12 分钟, 2 时 47 分, 6 天 14 小时 */
  span(ms: number): string
  /** How long a promise is, in its own unit: 5 分钟, 1 天. */
  step(ms: number): string
}

/** Numbers shown when there is none. */
export const NOTHING = '–'

/** Counts are set in 万 from here on, with four digits that matter. */
const TEN_THOUSAND = 10_000
const MILLION = 1_000_000

/** A multiple large counts are set in. */
interface Multiple {
  readonly size: number
  readonly decimals: number
  readonly word: string
}

export function formatOf(language: UiLanguage, timeZone: string): Format {
  const t = translator(language)
  const name = namesIn(language)
  const parts = zonedParts(timeZone)
  const weekday = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    weekday: language === 'zh' ? 'long' : 'short',
  })
  const time = (at: number) => {
    const { hour, minute } = parts(at)
    return `${two(hour)}:${two(minute)}`
  }
  const date = (at: number) => {
    const { year, month, day } = parts(at)
    return `${year}-${two(month)}-${two(day)}`
  }
  const multipleOf = (value: number, metric: Pick<Metric, 'decimals' | 'unit'>): Multiple | undefined => {
    if (metric.decimals > 0 || !takesMultiple(metric.unit.zh)) return undefined
    const size = language === 'zh' ? TEN_THOUSAND : MILLION
    if (Math.abs(value) < size) return undefined
    return { size, decimals: fourDigits(value / size), word: language === 'zh' ? t('unit.ten-thousand') : 'M ' }
  }
  return {
    figure: (value, metric) => {
      const unit = name(metric.unit)
      if (value === null || !Number.isFinite(value)) return { text: NOTHING, unit, full: NOTHING }
      const full = number(value, metric.decimals)
      const multiple = multipleOf(value, metric)
      if (!multiple) return { text: full, unit, full }
      return { text: number(value / multiple.size, multiple.decimals), unit: `${multiple.word}${unit}`.trim(), full }
    },
    number,
    change: (difference, beside, metric) => {
      if (Number(Math.abs(difference).toFixed(metric.decimals)) === 0) return t('change.same')
      const multiple = multipleOf(beside, metric)
      const amount = Math.abs(difference)
      const text = multiple ? number(amount / multiple.size, multiple.decimals) : number(amount, metric.decimals)
      return `${difference > 0 ? '+' : MINUS}${text}`
    },
    time,
    seconds: (at) => {
      const { hour, minute, second } = parts(at)
      return `${two(hour)}:${two(minute)}:${two(second)}`
    },
    date,
    weekday: (at) => weekday.format(at),
    moment: (at, now, step) => {
      const { year, month, day } = parts(at)
      if (step === 'P1Y') return String(year)
      if (step === 'P1M' || step === 'P3M') return `${year}-${two(month)}`
      const today = parts(now)
      const isToday = today.year === year && today.month === month && today.day === day
      if (STEP_MS[step] >= STEP_MS.P1D) return `${two(month)}-${two(day)}`
      return isToday ? time(at) : `${two(month)}-${two(day)} ${time(at)}`
    },
    span: (ms) => span(ms, t),
    step: (ms) => span(ms, t),
  }
}

const MINUS = '\u2212'
const formats = new Map<number, Intl.NumberFormat>()

/** Grouped by thousands, fixed decimals, a true minus; never “−0”. */
function number(value: number, decimals: number): string {
  let format = formats.get(decimals)
  if (!format) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    formats.set(decimals, format)
  }
  const text = format.format(value)
  return text.startsWith('-') ? (/[1-9]/.test(text) ? `${MINUS}${text.slice(1)}` : text.slice(1)) : text
}

/** Decimals that leave four digits that matter, at least one. */
function fourDigits(value: number): number {
  const whole = Math.floor(Math.abs(value)).toString().length
  return Math.max(1, 4 - whole)
}

/** Units that already carry a multiple, or measure rather than count, are never multiplied again. */
function takesMultiple(unit: string): boolean {
  return !/[万亿千百%‰]|[A-Za-z/]/.test(unit)
}

function span(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return t('time.seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t('time.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? t('time.hours', { n: hours }) : t('time.hours-minutes', { h: hours, m: minutes % 60 })
  const days = Math.floor(hours / 24)
  return days >= 7 || hours % 24 === 0 ? t('time.days', { n: days }) : t('time.days-hours', { d: days, h: hours % 24 })
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Calendar parts of an instant in a zone; the offset is asked once an hour of time, since Intl is slow. */
function zonedParts(timeZone: string): (at: number) => Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const offsets = new Map<number, number>()
  const offsetAt = (at: number): number => {
    const slot = Math.floor(at / 900_000)
    const known = offsets.get(slot)
    if (known !== undefined) return known
    const start = slot * 900_000
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(start)) part[type] = Number(value)
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - start
    if (offsets.size > 1000) offsets.clear()
    offsets.set(slot, offset)
    return offset
  }
  return (at) => {
    const local = new Date(at + offsetAt(at))
    return {
      year: local.getUTCFullYear(),
      month: local.getUTCMonth() + 1,
      day: local.getUTCDate(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
      second: local.getUTCSeconds(),
    }
  }
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

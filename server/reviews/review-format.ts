import type { Names } from '#contract/names.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A span in words: `2 天 3 小时`, `1 h 5 min`, `40 s`. Two units at most; what is shorter than a second is none. Pure. */
export function spanWords(ms: number): Names {
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const seconds = Math.floor((ms % MINUTE_MS) / 1000)
  const parts = [
    [days, '天', 'd'],
    [hours, '小时', 'h'],
    [minutes, '分', 'min'],
    [seconds, '秒', 's'],
  ] as const
  const first = parts.findIndex(([n]) => n > 0)
  if (first < 0) return { zh: '0 秒', en: '0 s' }
  const told = parts.slice(first, first + 2).filter(([n]) => n > 0)
  return {
    zh: told.map(([n, unit]) => `${n} ${unit}`).join(' '),
    en: told.map(([n, , unit]) => `${n} ${unit}`).join(' '),
  }
}

/** A moment of the city: `2026-09-08 14:32`, with seconds where asked. Pure. */
export function momentWords(at: number, timeZone: string, hasSeconds = false): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', ...(hasSeconds && { second: '2-digit' }) },
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const time = [part('hour'), part('minute'), ...(hasSeconds ? [part('second')] : [])].join(':')
  return `${part('year')}-${part('month')}-${part('day')} ${time}`
}

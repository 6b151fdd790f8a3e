import { STEP_MS, type Step } from './duration.ts'

/**
 * Windows of a calendar: [start, end) in epoch ms, aligned to a time zone. Sub-day windows are counted from local
 * midnight, weeks begin on Monday, months, quarters and years are calendar ones.
 */
export interface WindowCalendar {
  readonly timeZone: string
  /** The start of the window of `step` that holds `at`. */
  start(step: Step, at: number): number
  /** The end of the window of `step` that starts at `start` (exclusive). */
  end(step: Step, start: number): number
}

interface Offset {
  /** First epoch ms at which the offset holds. */
  readonly from: number
  readonly offset: number
}

/** Earliest instant whose offset is looked up; before it the first known offset holds. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2100

/**
 * Calendar of an IANA time zone. Offsets come from the platform's own time zone data (Intl) and are found once,
 * by bisecting each month for a transition, so that windows of the past keep the summer times of their day.
 * Throws RangeError for a zone that the platform does not know.
 */
export function windowCalendar(timeZone: string): WindowCalendar {
  const offsets = transitions(timeZone)
  let last = offsets[offsets.length - 1] as Offset
  let lastUntil = Number.POSITIVE_INFINITY

  const offsetAt = (at: number): number => {
    if (at >= last.from && at < lastUntil) return last.offset
    let low = 0
    let high = offsets.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((offsets[middle] as Offset).from <= at) low = middle
      else high = middle - 1
    }
    last = offsets[low] as Offset
    lastUntil = offsets[low + 1]?.from ?? Number.POSITIVE_INFINITY
    return last.offset
  }
  /** The instant at which local wall time reads `local` (as if it were UTC); in a gap, the instant the gap ends. */
  const instantOf = (local: number): number => {
    const guess = local - offsetAt(local)
    const exact = local - offsetAt(guess)
    return exact + offsetAt(exact) === local ? exact : Math.max(guess, exact)
  }
  const localStart = (step: Step, local: number): number => {
    switch (step) {
      case 'P1D':
        return floorTo(local, STEP_MS.P1D)
      case 'P1W':
        return floorTo(local - MONDAY_MS, STEP_MS.P1W) + MONDAY_MS
      case 'P1M':
      case 'P3M':
      case 'P1Y': {
        const date = new Date(local)
        const months = step === 'P1M' ? 1 : step === 'P3M' ? 3 : 12
        return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1)
      }
      default:
        return floorTo(local, STEP_MS[step])
    }
  }
  const localEnd = (step: Step, start: number): number => {
    const date = new Date(start)
    switch (step) {
      case 'P1M':
      case 'P3M':
      case 'P1Y': {
        const months = step === 'P1M' ? 1 : step === 'P3M' ? 3 : 12
        return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
      }
      default:
        return start + STEP_MS[step]
    }
  }
  return {
    timeZone,
    start: (step, at) => {
      const offset = offsetAt(at)
      const start = localStart(step, at + offset)
      return STEP_MS[step] <= STEP_MS.PT1H ? start - offset : instantOf(start)
    },
    end: (step, start) => {
      if (STEP_MS[step] <= STEP_MS.PT1H) return start + STEP_MS[step]
      return instantOf(localEnd(step, start + offsetAt(start)))
    },
  }
}

/** 1970-01-01 was a Thursday: the Monday after is four days on. */
const MONDAY_MS = 4 * 86_400_000

function floorTo(value: number, size: number): number {
  return Math.floor(value / size) * size
}

function transitions(timeZone: string): Offset[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const probe = (at: number): number => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
  const found: Offset[] = []
  let from = Date.UTC(FIRST_YEAR, 0, 1)
  let offset = probe(from)
  found.push({ from: Number.NEGATIVE_INFINITY, offset })
  for (let month = 1; month <= (LAST_YEAR - FIRST_YEAR) * 12; month++) {
    const to = Date.UTC(FIRST_YEAR, month, 1)
    const next = probe(to)
    if (next !== offset) {
      let low = from
      let high = to
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000
        if (probe(middle) === offset) low = middle
        else high = middle
      }
      found.push({ from: high, offset: next })
      offset = next
    }
    from = to
  }
  return found
}

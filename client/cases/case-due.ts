import type { CaseClock, CaseLine, CaseState } from '#contract/case.ts'
import { CLOCK_AT, limitOf, runningClock } from '#contract/case-clock.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import type { WorkingTime } from '#contract/working-time.ts'

/**
 * How the clock of a case stands, in its own pace: time of a working clock is working time, whatever the wall clock says.
 * `isPaused`: nobody works at this moment, and the clock stands until somebody does.
 */
export type CaseDue =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'left'
      readonly leftMs: number
      /** What is left of the whole, 0 to 1; undefined where the whole is not known. */
      readonly share: number | undefined
      readonly isShort: boolean
      readonly pace: CaseClock['pace']
      readonly isPaused: boolean
    }
  | { readonly kind: 'over'; readonly overMs: number; readonly pace: CaseClock['pace'] }

const SHORT_SHARE = 0.25

/** How the clock of one case stands. Pure. */
export function caseDue({ clocks }: Pick<CaseState, 'clocks'>, now: number, time: WorkingTime): CaseDue {
  const running = runningClock({ clocks })
  if (running?.clock.dueAt === undefined) return { kind: 'none' }
  return dueAtPace(running.clock.dueAt, running.clock.pace, running.clock.limitMs, now, time)
}

/** How the clock of a line stands: its pace and its whole are those of the city's tables. Pure. */
export function lineDue(
  { dueAt, stage, category }: Pick<CaseLine, 'dueAt' | 'stage' | 'category'>,
  now: number,
  { tables, time }: { readonly tables: CaseTables; readonly time: WorkingTime },
): CaseDue {
  const name = CLOCK_AT[stage]
  if (dueAt === undefined || name === null) return { kind: 'none' }
  const own = name === 'handling' ? tables.categories.find(({ id }) => id === category)?.limit : undefined
  const limit = own ?? tables.limits[name]
  const { limitMs, pace } = limit ? limitOf(limit, time) : { limitMs: undefined, pace: 'always' as const }
  return dueAtPace(dueAt, pace, limitMs, now, time)
}

function dueAtPace(dueAt: number, pace: CaseClock['pace'], wholeMs: number | undefined, now: number, time: WorkingTime): CaseDue {
  const span = (from: number, to: number) => (pace === 'working' ? time.between(from, to) : to - from)
  if (now >= dueAt) return { kind: 'over', overMs: span(dueAt, now), pace }
  const leftMs = span(now, dueAt)
  const share = wholeMs === undefined || wholeMs === 0 ? undefined : Math.min(1, leftMs / wholeMs)
  const isShort = share !== undefined && share < SHORT_SHARE
  return { kind: 'left', leftMs, share, isShort, pace, isPaused: pace === 'working' && !time.isWorking(now) }
}

/** A span of days of working time as its parts: 2 days, 3 hours, 10 minutes. `dayMs` is one day of it. */
export function spanParts(ms: number, dayMs: number): { readonly days: number; readonly hours: number; readonly minutes: number } {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  const perDay = Math.max(1, Math.round(dayMs / 60_000))
  const days = Math.floor(minutes / perDay)
  const rest = minutes - days * perDay
  return { days, hours: Math.floor(rest / 60), minutes: rest % 60 }
}

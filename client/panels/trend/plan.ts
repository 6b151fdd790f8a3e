import { nests, STEP_MS, STEPS, type Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import type { WindowCalendar } from '#contract/window.ts'

/** What the axis of a trend covers. `years` is for what is promised less than once a month. */
export type Span = 'today' | 'week' | 'month' | 'year' | 'years'

/** A trend's axis and the stretches of the past it needs, worked out for one day. Times in epoch ms. */
export interface TrendPlan {
  readonly span: Span
  readonly step: Step
  readonly from: number
  readonly to: number
  /** The day before, for the further ridge. */
  readonly before: { readonly from: number; readonly to: number } | undefined
  readonly mark: 'line' | 'bar'
  /** Counters are drawn as a rate: what came in a window, times this, is what comes in an hour. 1 for everything else. */
  readonly perHour: number
  readonly ticks: readonly number[]
}

export interface PlanInput {
  readonly metric: Pick<Metric, 'period' | 'rollUp'>
  readonly span: Span | undefined
  readonly wantsYesterday: boolean
  readonly calendar: WindowCalendar
  readonly now: number
}

/** Windows a curve is drawn of at most in a day: quarters of an hour. Finer ones are noise on a wall. */
const MOST_IN_A_DAY = 96
const HOUR_MS = STEP_MS.PT1H
const DAY_MS = STEP_MS.P1D

const ORDER: readonly Span[] = ['today', 'week', 'month', 'year', 'years']

/** The narrowest span in which a metric of that period has more than a handful of windows. */
function narrowest(period: Step): Span {
  if (STEP_MS[period] < DAY_MS) return 'today'
  if (period === 'P1D' || period === 'P1W') return 'month'
  return period === 'P1M' ? 'year' : 'years'
}

/** Decides axis, step and mark. A span too narrow for the metric's period is widened: a monthly figure has no today. */
export function trendPlan({ metric, span = 'today', wantsYesterday, calendar, now }: PlanInput): TrendPlan {
  const { period } = metric
  const least = narrowest(period)
  const shown = ORDER.indexOf(span) >= ORDER.indexOf(least) ? span : least
  const adds = metric.rollUp.time === 'sum'
  const startOfDay = calendar.start('P1D', now)
  const endOfDay = calendar.end('P1D', startOfDay)
  switch (shown) {
    case 'today': {
      const step = STEPS.find((one) => nests(period, one) && DAY_MS / STEP_MS[one] <= MOST_IN_A_DAY) ?? 'PT1H'
      const yesterday = calendar.start('P1D', startOfDay - 1)
      return {
        span: shown,
        step,
        from: startOfDay,
        to: endOfDay,
        before: wantsYesterday ? { from: yesterday, to: startOfDay } : undefined,
        mark: 'line',
        perHour: adds ? HOUR_MS / STEP_MS[step] : 1,
        ticks: [0, 6, 12, 18, 24].map((hour) => (hour === 24 ? endOfDay : startOfDay + hour * HOUR_MS)),
      }
    }
    case 'week': {
      const days = daysBack(calendar, startOfDay, 6)
      const step: Step = STEP_MS[period] <= HOUR_MS && !adds ? 'PT1H' : 'P1D'
      return {
        span: shown,
        step,
        from: days[0] as number,
        to: endOfDay,
        before: undefined,
        mark: adds ? 'bar' : 'line',
        perHour: 1,
        ticks: days.map((day) => day + DAY_MS / 2),
      }
    }
    case 'month': {
      const days = daysBack(calendar, startOfDay, 29)
      return {
        span: shown,
        step: period === 'P1W' ? 'P1W' : 'P1D',
        from: days[0] as number,
        to: endOfDay,
        before: undefined,
        mark: adds ? 'bar' : 'line',
        perHour: 1,
        ticks: days.filter((_, index) => (29 - index) % 7 === 1).map((day) => day + DAY_MS / 2),
      }
    }
    case 'year':
    case 'years': {
      const step: Step = shown === 'year' && nests(period, 'P1M') ? 'P1M' : nests(period, 'P3M') ? 'P3M' : 'P1Y'
      const count = step === 'P1M' ? 12 : step === 'P3M' ? 12 : 10
      const starts = windowsBack(calendar, step, now, count)
      const to = calendar.end(step, starts.at(-1) as number)
      const every = step === 'P1M' ? 2 : step === 'P3M' ? 4 : 2
      return {
        span: step === 'P1M' ? 'year' : 'years',
        step,
        from: starts[0] as number,
        to,
        before: undefined,
        mark: adds ? 'bar' : 'line',
        perHour: 1,
        ticks: starts
          .filter((_, index) => (count - 1 - index) % every === 0)
          .map((start) => (start + calendar.end(step, start)) / 2),
      }
    }
  }
}

function daysBack(calendar: WindowCalendar, today: number, count: number): number[] {
  return windowsBack(calendar, 'P1D', today, count + 1)
}

/** Starts of the last `count` windows, oldest first, the one that holds `now` included. */
function windowsBack(calendar: WindowCalendar, step: Step, now: number, count: number): number[] {
  const starts = [calendar.start(step, now)]
  while (starts.length < count) starts.unshift(calendar.start(step, (starts[0] as number) - 1))
  return starts
}

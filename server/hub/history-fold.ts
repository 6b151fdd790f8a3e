import type { Step } from '#contract/duration.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { StoredPoint } from '../record/record-store.ts'
import { type Fold, startFold } from './fold.ts'
import type { MetricPlan } from './metric-plan.ts'

/** A window on its way to a longer one; its coverage is that of the least covered window in it. */
export interface HistoryWindow {
  readonly start: number
  readonly end: number
  readonly numerator: number
  readonly denominator: number
  readonly observedAt: number
  readonly revision: number
  readonly reported: number
  readonly expected: number
}

/** Takes windows in, oldest first. */
export interface Link {
  put(window: HistoryWindow): void
  /** Hands on what it has by now: the next window it takes in begins another. */
  flush(): void
  /** Hands on what it has, and has the next do the same. */
  end(): void
}

/** Folds windows into those of `step` and hands each on when the next one begins, or at the end. */
export function folder(plan: MetricPlan, calendar: WindowCalendar, step: Step, next: Link): Link {
  let fold: Fold | undefined
  let start = 0
  let end = Number.NEGATIVE_INFINITY
  let revision = 0
  let least = { reported: 0, expected: 0 }
  const flush = (): void => {
    if (!fold) return
    const { reported, expected } = least
    const [numerator, denominator, observedAt] = [fold.numerator(), fold.denominator(), fold.observedAt()]
    next.put({ start, end, numerator, denominator, observedAt, revision, reported, expected })
    fold = undefined
  }
  return {
    flush,
    put: (window) => {
      if (window.start >= end) flush()
      if (!fold) {
        fold = startFold(plan.timeRollUp)
        start = calendar.start(step, window.start)
        end = calendar.end(step, start)
        revision = 0
        least = window
      }
      fold.add(window.numerator, window.denominator, window.observedAt)
      if (window.revision > revision) revision = window.revision
      if (window.reported * least.expected < least.reported * window.expected) least = window
    },
    end: () => {
      flush()
      next.end()
    },
  }
}

/** Base windows of one series, oldest first, folded into windows of `step`. */
export function foldWindows(
  points: readonly StoredPoint[],
  plan: MetricPlan,
  calendar: WindowCalendar,
  step: Step,
): readonly HistoryWindow[] {
  const folded: HistoryWindow[] = []
  const link = folder(plan, calendar, step, { put: (window) => folded.push(window), flush: () => undefined, end: () => undefined })
  for (const point of points) link.put(baseWindow(point, calendar, plan))
  link.end()
  return folded
}

/** A stored point as a window. */
export function baseWindow(stored: StoredPoint, calendar: WindowCalendar, plan: MetricPlan): HistoryWindow {
  const { numerator, denominator, observedAt, revision, reported, expected, windowStart: start } = stored
  return { start, end: calendar.end(plan.period, start), numerator, denominator, observedAt, revision, reported, expected }
}

import type { Step } from '#contract/duration.ts'
import type { Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { addsUpOverTime, type ProtectedFigure } from './open-plan.ts'
import { MISSING_PATIENCE_MS, SETTLED_AFTER_MS, UNCHANGED_FOR_MS } from './pace.ts'

/** The end of the newest window of `step` that may be released at `now`: long enough over for late figures to have come. */
export function newestOver(calendar: WindowCalendar, step: Step, now: number): number {
  return calendar.start(step, now - SETTLED_AFTER_MS)
}

/**
 * What of a figure is released at the `end` of its step, and at which step it is read: the whole step where its windows add
 * up over time, else the one window of the metric that ends then. In either the city is exactly the sum of its areas.
 */
export function releasedWindow(
  { metric, step }: Pick<ProtectedFigure, 'metric' | 'step'>,
  calendar: WindowCalendar,
  end: number,
): { readonly window: readonly [start: number, end: number]; readonly step: Step } {
  const read = addsUpOverTime(metric) ? step : metric.period
  return { window: [calendar.start(read, end - 1), end], step: read }
}

/** What was seen of a group's city figures at a look, and since when they have been so. */
export interface Look {
  readonly seen: string
  readonly since: number
}

/**
 * Whether a group's window has come to rest. With every area in it, two looks alike are enough; where areas are missing, it
 * is waited for them, and until nothing has changed for a while: what is released is never corrected. A window of which
 * some figure has nothing at all is not released.
 */
export function restOf(
  roots: readonly (Point | undefined)[],
  before: Look | undefined,
  windowEnd: number,
  now: number,
): { readonly look: Look; readonly isAtRest: boolean } {
  const seen = JSON.stringify(roots.map((root) => root && [root.value, root.numerator, root.denominator, root.coverage]))
  const look = before?.seen === seen ? before : { seen, since: now }
  const isThere = roots.every((root) => root !== undefined)
  const isComplete = roots.every((root) => root !== undefined && root.coverage.reported >= root.coverage.expected)
  const isAlike = before?.seen === seen
  const isOld = now - windowEnd >= MISSING_PATIENCE_MS && now - look.since >= UNCHANGED_FOR_MS
  return { look, isAtRest: isThere && isAlike && (isComplete || isOld) }
}

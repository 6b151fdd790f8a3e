import type { FigureEvidence } from '#contract/applied-plan.ts'
import type { Comparison, FigureCondition } from '#contract/plan.ts'
import type { Point } from '#contract/point.ts'

/** A live figure as a condition finds it; `since` where it must have held for a time. */
export type FigureReading = Omit<FigureEvidence, 'kind' | 'is' | 'limit'>

/** The figure a condition speaks of; undefined where there is none, or nothing was observed. */
export type ReadFigure = (condition: FigureCondition) => FigureReading | undefined

/** True when a value is at its limit or beyond it. */
export function holds(is: Comparison, value: number, limit: number): boolean {
  return is === 'at-least' ? value >= limit : value <= limit
}

/**
 * From when on a figure has held without a break: the end of the first window of the unbroken run that reaches the newest one.
 * A window without a value breaks the run: nobody knows what was then. Points are oldest first. Pure.
 */
export function heldSince(points: readonly Pick<Point, 'window' | 'value'>[], { is, value }: FigureCondition): number | undefined {
  let since: number | undefined
  for (const point of points.toReversed()) {
    if (point.window === null || point.value === null || !holds(is, point.value, value)) break
    since = point.window[1]
  }
  return since
}

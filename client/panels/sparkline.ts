import { nests, STEP_MS, STEPS, type Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { HistoryRequest } from '../state/history.ts'

/** Windows a small curve shows at most: finer ones could not be told apart. */
const MOST_WINDOWS = 100

/** The stretch a small curve of a metric covers: today for what changes within a day, else the last thirty windows. */
export function sparkRequest(metric: Metric, area: string, calendar: WindowCalendar, now: number): HistoryRequest {
  const { period } = metric
  if (STEP_MS[period] >= STEP_MS.P1D) {
    const to = calendar.end(period, calendar.start(period, now))
    return { metric: metric.id, area, step: period, from: to - 30 * STEP_MS[period], to }
  }
  const from = calendar.start('P1D', now)
  const step = STEPS.find((one) => nests(period, one) && STEP_MS.P1D / STEP_MS[one] <= MOST_WINDOWS) ?? ('PT1H' as Step)
  return { metric: metric.id, area, step, from, to: calendar.end('P1D', from) }
}

/** A window still running holds only part of its count: drawn beside whole ones it would look like a fall. */
export function withoutRunning(points: readonly Point[], metric: Pick<Metric, 'kind'>, now: number): readonly Point[] {
  const last = points.at(-1)
  return metric.kind === 'counter' && last?.window && last.window[1] > now ? points.slice(0, -1) : points
}

export interface SparkPath {
  readonly line: string
  readonly wash: string
  /** The last point, where the open dot stands. */
  readonly end: { readonly x: number; readonly y: number } | undefined
}

/**
 * A curve in a box of `width` × `height`. The axis ends at `now`. Windows in which nothing was observed break the line:
 * silence is never bridged. A flat curve lies at a third of the height.
 */
export function sparkPath(
  points: readonly Point[],
  box: { width: number; height: number; from: number; now: number; step: Step },
): SparkPath {
  const { width, height, from, now, step } = box
  const known = points.filter((point) => point.value !== null && point.window !== null)
  if (known.length < 2) return { line: '', wash: '', end: undefined }
  const values = known.map((point) => point.value as number)
  const low = Math.min(...values)
  const high = Math.max(...values)
  const span = Math.max(1, now - from)
  const x = (at: number) => Math.min(width, ((at - from) / span) * width)
  const y = (value: number) =>
    high === low ? height * 0.66 : height - ((value - low) / (high - low)) * height * 0.86 - height * 0.04
  const runs: { x: number; y: number }[][] = []
  let before = Number.NEGATIVE_INFINITY
  for (const point of known) {
    const start = (point.window as [number, number])[0]
    const spot = { x: x(Math.min(now, (point.window as [number, number])[1])), y: y(point.value as number) }
    if (start - before > 2.5 * STEP_MS[step]) runs.push([])
    runs.at(-1)?.push(spot)
    before = start
  }
  const spell = (run: readonly { x: number; y: number }[]) =>
    run.map((spot, index) => `${index === 0 ? 'M' : 'L'}${round(spot.x)} ${round(spot.y)}`).join('')
  return {
    line: runs.map(spell).join(''),
    wash: runs
      .filter((run) => run.length > 1)
      .map((run) => `${spell(run)}L${round(run.at(-1)?.x ?? 0)} ${height}L${round(run[0]?.x ?? 0)} ${height}Z`)
      .join(''),
    end: runs.at(-1)?.at(-1),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

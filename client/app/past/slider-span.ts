import { newestPast, type PastSpan } from '../../state/moment.ts'

/** What a slider reaches over at once, ms: a day. */
const REACH_MS = 24 * 3_600_000
/** Its ends are moved in steps of this, ms, so that its thumb does not creep while nothing happens. */
const GRAIN_MS = 60_000

export interface SliderSpan {
  readonly from: number
  readonly to: number
}

/**
 * The stretch of time a slider reaches over: the last 24 hours, or a day around a moment further back. It stays as it was for
 * as long as the moment lies in it, so that it does not run away under the thumb. Pure.
 */
export function sliderSpan(at: number, span: PastSpan, before: SliderSpan | undefined): SliderSpan {
  const newest = newestPast(span)
  const begunAt = span.begunAt ?? 0
  const isLastDay = at >= newest - REACH_MS
  if (!isLastDay && before && at >= before.from && at <= before.to) return before
  const end = isLastDay ? newest : Math.min(newest, at + REACH_MS / 2)
  const to = Math.ceil(end / GRAIN_MS) * GRAIN_MS
  const from = Math.floor(Math.max(to - REACH_MS, begunAt) / GRAIN_MS) * GRAIN_MS
  const next = { from, to }
  return before?.from === next.from && before.to === next.to ? before : next
}

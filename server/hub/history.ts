import { STEP_MS } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import { freshnessOf } from '#contract/freshness.ts'
import { MAX_HISTORY_POINTS } from '#contract/history.ts'
import type { Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { RecordStore, StoredPoint } from '../record/record-store.ts'
import { foldedHours } from './folded-hours.ts'
import { baseWindow, folder, type HistoryWindow, type Link } from './history-fold.ts'
import type { HistoryRequest } from './hub-port.ts'
import type { MetricPlan } from './metric-plan.ts'
import { foldingSteps } from './nested-fold.ts'
import { toPoint } from './to-point.ts'

/** Base windows read from the record at a time. */
const SLICE = 5_000

/**
 * Base windows one request may fold: a year of ten seconds, six years of minutes. Half a million take about a second,
 * in which everybody else has their turn.
 */
const MAX_FOLDED = 3_200_000

/**
 * Points of one series, oldest first: every window of `step` that has a part in [from, to), folded whole from its base
 * windows as known at `asOf`, by way of the hours that are kept of them. The coverage of a longer window is that of its least covered base window. Freshness is
 * that at the end of the window, or now if it is not over. Throws Refusal for a step that base windows do not nest in,
 * and for too many points.
 */
export async function readHistory(
  request: HistoryRequest,
  plan: MetricPlan,
  parts: { readonly store: RecordStore; readonly calendar: WindowCalendar; readonly now: number },
): Promise<readonly Point[]> {
  const { calendar, store, now } = parts
  const { step, area, asOf } = request
  const steps = foldingSteps(plan.period, step)
  if (!steps) throw new Refusal('series/unknown-step', `${plan.id} is kept at ${plan.period}, which has no place in ${step}.`)
  if (!(request.from < request.to)) return []
  const from = calendar.start(step, request.from)
  const to = calendar.end(step, calendar.start(step, request.to - 1))
  const points: Point[] = []
  const { windows, hours } = foldChain(plan, calendar, [plan.period, ...steps], (window) => {
    if (points.length >= MAX_HISTORY_POINTS) {
      throw new Refusal('series/too-many', `More than ${MAX_HISTORY_POINTS} points: ask for a shorter time or a longer step.`)
    }
    const freshness = freshnessOf(window.observedAt, plan.promiseMs, Math.min(now, window.end))
    points.push(toPoint(plan, area, step, window, { reported: window.reported, expected: window.expected }, freshness))
  })
  const known = asOf !== undefined && { asOf }
  let folded = 0
  const count = (more: number): void => {
    folded += more
    if (folded > MAX_FOLDED) throw new Refusal('series/too-many', 'Too many windows to fold in one request; ask in parts.')
  }
  const foldBase = async (first: number, last: number): Promise<void> => {
    let next = first
    // The record is asked for one stretch at a time: of a longer one it would sort all that is left, again and again.
    let stretch = SLICE * STEP_MS[plan.period]
    while (next < last) {
      const until = Math.min(last, next + stretch)
      const slice = await store.loadPoints({ metric: plan.id, areas: [area], from: next, to: until, limit: SLICE, ...known })
      for (const stored of slice) windows.put(baseWindow(stored, calendar, plan))
      count(slice.length)
      next = slice.length < SLICE ? until : (slice[slice.length - 1] as StoredPoint).windowStart + 1
      // Years in which nothing was said are passed in long strides.
      stretch = slice.length === 0 ? stretch * 2 : SLICE * STEP_MS[plan.period]
    }
  }
  const kept = hours && (await foldedHours({ areas: [area], from, to, ...known }, plan, { hours: store.hours, calendar }))
  let next = from
  for (const { windowStart: start, ...hour } of kept?.hours ?? []) {
    if (next < start) await foldBase(next, start)
    next = calendar.end('PT1H', start)
    count(1)
    windows.flush()
    hours?.put({ ...hour, start, end: next })
  }
  await foldBase(next, to)
  windows.end()
  return points
}

/** Where base windows go in, and kept hours where the way leads through hours: each takes them oldest first. */
interface FoldChain {
  readonly windows: Link
  readonly hours: Link | undefined
}

/** A row of folders, one for each step on the way: each hands a window on when the next one begins. */
function foldChain(
  plan: MetricPlan,
  calendar: WindowCalendar,
  through: readonly HistoryRequest['step'][],
  out: (window: HistoryWindow) => void,
): FoldChain {
  let windows: Link = { put: out, flush: () => undefined, end: () => undefined }
  let hours: Link | undefined
  for (const step of through.slice(1).reverse()) {
    if (step === 'PT1H') hours = windows
    windows = folder(plan, calendar, step, windows)
  }
  return { windows, hours }
}

import { STEP_MS } from '#contract/duration.ts'
import { Refusal } from '#contract/errors.ts'
import { freshnessOf } from '#contract/freshness.ts'
import { MAX_HISTORY_POINTS } from '#contract/history.ts'
import type { Point } from '#contract/point.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { RecordStore, StoredPoint } from '../record/record-store.ts'
import { type Fold, startFold } from './fold.ts'
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
 * windows as known at `asOf`. The coverage of a longer window is that of its least covered base window. Freshness is
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
  const through = [plan.period, ...steps]
  let from = calendar.start(step, request.from)
  const to = calendar.end(step, calendar.start(step, request.to - 1))
  const points: Point[] = []
  const chain = foldChain(plan, calendar, through, (window) => {
    if (points.length >= MAX_HISTORY_POINTS) {
      throw new Refusal('series/too-many', `More than ${MAX_HISTORY_POINTS} points: ask for a shorter time or a longer step.`)
    }
    const freshness = freshnessOf(window.observedAt, plan.promiseMs, Math.min(now, window.end))
    points.push(toPoint(plan, area, step, window, { reported: window.reported, expected: window.expected }, freshness))
  })
  let folded = 0
  // The record is asked for one stretch at a time: of a longer one it would sort all that is left, again and again.
  let stretch = SLICE * STEP_MS[plan.period]
  while (from < to) {
    if (folded > MAX_FOLDED) throw new Refusal('series/too-many', 'Too many windows to fold in one request; ask in parts.')
    const until = Math.min(to, from + stretch)
    const slice = await store.loadPoints({
      metric: plan.id,
      areas: [area],
      from,
      to: until,
      limit: SLICE,
      ...(asOf !== undefined && { asOf }),
    })
    for (const stored of slice) chain.put(baseWindow(stored, calendar, plan))
    folded += slice.length
    from = slice.length < SLICE ? until : (slice[slice.length - 1] as StoredPoint).windowStart + 1
    // Years in which nothing was said are passed in long strides.
    stretch = slice.length === 0 ? stretch * 2 : SLICE * STEP_MS[plan.period]
  }
  chain.end()
  return points
}

interface Window {
  readonly start: number
  readonly end: number
  readonly numerator: number
  readonly denominator: number
  readonly observedAt: number
  readonly revision: number
  readonly reported: number
  readonly expected: number
}

interface Link {
  put(window: Window): void
  end(): void
}

/** A row of folders, one for each step on the way: each hands a window on when the next one begins. */
function foldChain(
  plan: MetricPlan,
  calendar: WindowCalendar,
  through: readonly HistoryRequest['step'][],
  out: (window: Window) => void,
): Link {
  let next: Link = { put: out, end: () => undefined }
  for (const step of through.slice(1).reverse()) next = folder(plan, calendar, step, next)
  return next
}

function folder(plan: MetricPlan, calendar: WindowCalendar, step: HistoryRequest['step'], next: Link): Link {
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

function baseWindow(stored: StoredPoint, calendar: WindowCalendar, plan: MetricPlan): Window {
  return {
    start: stored.windowStart,
    end: calendar.end(plan.period, stored.windowStart),
    numerator: stored.numerator,
    denominator: stored.denominator,
    observedAt: stored.observedAt,
    revision: stored.revision,
    reported: stored.reported,
    expected: stored.expected,
  }
}

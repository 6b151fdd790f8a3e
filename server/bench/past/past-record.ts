import { cityModel } from '../../hub/city-model.ts'
import { type Fold, startFold } from '../../hub/fold.ts'
import { ruleOf } from '../../hub/folded-hours.ts'
import { HOUR_KEPT_AFTER_MS } from '../../hub/keep-hours.ts'
import { type MetricPlan, metricPlans } from '../../hub/metric-plan.ts'
import { catalogue } from '../../hub/testing/small-city.ts'
import { tierName } from '../../hub/total-tiers.ts'
import type { KeptHour } from '../../record/hour-store.ts'
import { BENCH_AREAS, benchMetrics } from '../bench-city.ts'

/** 1,000 series: each of these metrics in each of the 40 areas, minute by minute. */
export const PAST_METRICS = benchMetrics(25)

export const PAST_MODEL = cityModel(catalogue(PAST_METRICS, BENCH_AREAS))

const PLANS: readonly MetricPlan[] = [...metricPlans(PAST_MODEL).values()]

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
/** One series in so many is corrected, so many minutes after its minute. */
const CORRECTED = 20
const CORRECTED_AFTER = 60

/** An hour of a running total is written down when nothing came into it for a minute: after the last of its corrections. */
const WRITTEN_AFTER = HOUR_MINUTES + CORRECTED_AFTER + 1

/** The first minute of the record, epoch ms. */
export const PAST_FROM = Date.parse('2026-03-01T00:00:00+08:00')

const SERIES = PLANS.length * BENCH_AREAS.length

/** Points of one minute: every series, and the corrections of an hour before. */
const POINTS_PER_MINUTE = SERIES * (1 + 1 / CORRECTED)

/** How many minutes come to so many points. */
export function minutesOf(points: number): number {
  return Math.ceil(points / POINTS_PER_MINUTE)
}

/** Instant after the last of so many minutes, epoch ms. */
export function pastUntil(minutes: number): number {
  return PAST_FROM + minutes * MINUTE_MS
}

/** The names of all that has points: the metrics, then the hours of the running totals of those that have one. */
export const PAST_NAMES: readonly string[] = [
  ...PLANS.map(({ id }) => id),
  ...PLANS.filter(({ tier }) => tier !== undefined).map(tierName),
]

/** A point of the record. The generators give the same object again and again, with other figures. */
export interface PastPoint {
  name: string
  /** Place of the area in BENCH_AREAS. */
  area: number
  windowStart: number
  revision: number
  numerator: number
  observedAt: number
}

/**
 * The points whose windows begin in [from, to) of a record of so many minutes, in the order and under the revisions in which a hub
 * would have committed them: revision n + 1 says the minute n of every series, once more the minute an hour before of a twentieth of
 * them, and the hour that became quiet of the running totals. Figures follow from the numbers of series and minute.
 */
export function* pastPoints(from: number, to: number, minutes: number): Generator<PastPoint, void, undefined> {
  const point: PastPoint = { name: '', area: 0, windowStart: 0, revision: 0, numerator: 0, observedAt: 0 }
  const first = Math.max(0, Math.floor((from - PAST_FROM) / MINUTE_MS))
  const last = Math.min(minutes - 1, Math.floor((to - PAST_FROM) / MINUTE_MS) + WRITTEN_AFTER)
  const isWithin = (minute: number): boolean => minute >= 0 && pastUntil(minute) >= from && pastUntil(minute) < to
  for (let minute = first; minute <= last; minute++) {
    point.revision = minute + 1
    if (isWithin(minute)) yield* said(point, minute, () => true, false)
    const before = minute - CORRECTED_AFTER
    if (isWithin(before)) yield* said(point, before, (series) => isCorrected(series, before), true)
    const hour = minute - WRITTEN_AFTER
    if (hour % HOUR_MINUTES === 0 && isWithin(hour)) yield* written(point, hour)
  }
}

function* said(point: PastPoint, minute: number, isSaid: (series: number) => boolean, isAgain: boolean): Generator<PastPoint> {
  point.windowStart = pastUntil(minute)
  point.observedAt = point.windowStart + MINUTE_MS / 2
  let series = 0
  for (const { id } of PLANS)
    for (let area = 0; area < BENCH_AREAS.length; area++, series++) {
      if (!isSaid(series)) continue
      point.name = id
      point.area = area
      point.numerator = figure(series, minute, isAgain)
      yield point
    }
}

function* written(point: PastPoint, hour: number): Generator<PastPoint> {
  point.windowStart = pastUntil(hour)
  for (const [metric, plan] of PLANS.entries()) {
    if (plan.tier === undefined) continue
    point.name = tierName(plan)
    for (let area = 0; area < BENCH_AREAS.length; area++) {
      const fold = foldOf(metric, area, hour)
      point.area = area
      point.numerator = fold.numerator()
      point.observedAt = fold.observedAt()
      yield point
    }
  }
}

/** How far the hours of a record of so many minutes are kept. */
export function pastHoursUntil(minutes: number): number {
  const over = minutes - HOUR_KEPT_AFTER_MS / MINUTE_MS
  return pastUntil(Math.max(0, Math.floor(over / HOUR_MINUTES)) * HOUR_MINUTES)
}

/** The hours that would be kept of a record of so many minutes: all that was corrected in them came before they were folded. */
export function* pastHours(minutes: number): Generator<KeptHour, void, undefined> {
  const count = (pastHoursUntil(minutes) - PAST_FROM) / MINUTE_MS
  for (let hour = 0; hour < count; hour += HOUR_MINUTES)
    for (const [metric, plan] of PLANS.entries())
      for (const [place, { code: area }] of BENCH_AREAS.entries()) {
        const fold = foldOf(metric, place, hour)
        let revision = 0
        for (let minute = hour; minute < hour + HOUR_MINUTES; minute++) {
          const said = isCorrected(metric * BENCH_AREAS.length + place, minute) ? minute + CORRECTED_AFTER : minute
          revision = Math.max(revision, said + 1)
        }
        yield {
          ...{ metric: plan.id, area, windowStart: pastUntil(hour), revision, since: 0, rule: ruleOf(plan, PAST_MODEL.calendar) },
          ...{
            numerator: fold.numerator(),
            denominator: fold.denominator(),
            observedAt: fold.observedAt(),
            reported: 1,
            expected: 1,
          },
        }
      }
}

/** An hour of a series with all that was corrected in it. */
function foldOf(metric: number, area: number, hour: number): Fold {
  const series = metric * BENCH_AREAS.length + area
  const fold = startFold(PLANS[metric]?.timeRollUp ?? 'sum')
  for (let minute = hour; minute < hour + HOUR_MINUTES; minute++)
    fold.add(figure(series, minute, isCorrected(series, minute)), 1, pastUntil(minute) + MINUTE_MS / 2)
  return fold
}

function isCorrected(series: number, minute: number): boolean {
  return (series + minute) % CORRECTED === 0
}

function figure(series: number, minute: number, isAgain: boolean): number {
  return isAgain ? (series + minute) % 1000 : (series * 31 + minute * 7) % 1000
}

import type { AreaLevel } from '#contract/area.ts'
import { STEP_MS, type Step } from '#contract/duration.ts'
import { type Metric, promiseMs } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { Format } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { type Scale, scaleFitted, scaleFromZero } from '../../viz/chart/nice-scale.ts'
import type { Sample, Stretch, TrendDrawing } from '../../viz/chart/trend-drawing.ts'
import { figureState } from '../trust.ts'
import type { TrendPlan } from './plan.ts'

export interface TrendInput {
  readonly metric: Metric
  readonly plan: TrendPlan
  /** Level of the area drawn; limits hold at one level only. */
  readonly level: AreaLevel | undefined
  /** The newest point of the series at its period. */
  readonly latest: Point
  readonly current: readonly Point[]
  readonly before: readonly Point[]
  readonly isLoading: boolean
  readonly now: number
  readonly t: Translate
  readonly format: Format
}

export interface TrendModel {
  readonly drawing: TrendDrawing
  /** The newest value drawn: what the heading prints. Null is nothing, never zero. */
  readonly value: number | null
  /** The unit is per hour. */
  readonly isRate: boolean
  /** The axis does not begin at zero: its range, for the heading. */
  readonly range: string | undefined
  /** Windows in order, for those who cannot see the curve and for the read-out. */
  readonly rows: readonly TrendRow[]
}

export interface TrendRow {
  readonly from: number
  readonly to: number
  /** Where it stands on the axis. */
  readonly at: number
  readonly value: number
  readonly before: number | undefined
}

/** A window is complete this long after its end: those who report late have reported then. */
const GRACE_MS = 30_000
/** A rate of at least this, in percent, is drawn in its own range: from zero all of them would look the same. */
const FITTED_FROM = 80

/** Everything a trend decides, with no DOM. */
export function trendModel(input: TrendInput): TrendModel {
  const { metric, plan, latest, now, t, format } = input
  const promise = promiseMs(metric)
  // A level is what it was last seen at, on every panel alike; a count is what its newest whole window holds.
  const adds = metric.rollUp.time === 'sum'
  const rows = toRows(input)
  const samples = rows.map(({ at, value }): Sample => [at, value])
  const { runs, gaps } = splitAtSilence(rows, plan, promise)
  const shift = plan.before ? plan.from - plan.before.from : 0
  const beforeRows = windowsOf(input.before, plan, metric.period, Number.POSITIVE_INFINITY)
  const before = splitAtSilence(
    beforeRows.map((row) => ({ ...row, from: row.from + shift, to: row.to + shift, at: row.at + shift })),
    plan,
    promise,
  ).runs
  const state = rows.length === 0 && latest.value === null ? 'empty' : figureState(latest)
  const last = samples.at(-1)
  const tail = last && (state === 'late' || state === 'silent') ? [{ from: last[0], to: Math.min(now, plan.to) }] : []
  const limits = limitsOf(input)
  const values = [...samples.map(([, value]) => value), ...before.flat().map(([, value]) => value)]
  const scale = scaleOf(
    values,
    metric,
    limits.map(({ value }) => value),
  )
  const decimals = tickDecimals(scale)
  const beforeAt = new Map(beforeRows.map((row) => [row.from + shift, row.value]))
  return {
    value: adds ? (last?.[1] ?? null) : (latest.value ?? last?.[1] ?? null),
    isRate: plan.perHour !== 1 || (metric.rollUp.time === 'sum' && plan.step === 'PT1H'),
    range: scale.isFitted ? `${format.number(scale.low, decimals)}–${format.number(scale.high, 0)}` : undefined,
    rows: rows.map((row) => ({ ...row, before: beforeAt.get(row.from) })),
    drawing: {
      from: plan.from,
      to: plan.to,
      now,
      mark: plan.mark,
      current: runs,
      before,
      windowMs: STEP_MS[plan.step],
      state,
      gaps: [...gaps, ...tail],
      gapWords: t('trend.gap'),
      partial: partialSince(input.current, latest, format, t),
      last,
      limits: limits.filter(({ value }) => value > scale.low && value <= scale.high),
      forecast: [],
      scale,
      tickWords: scale.ticks.map((tick) => format.number(tick, decimals)),
      timeTicks: plan.ticks.map((at) => ({ at, words: tickWords(at, plan, format) })),
      emptyWords: values.length > 0 ? undefined : input.isLoading ? '' : t('empty.title'),
    },
  }
}

interface WindowRow {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly value: number
}

function windowsOf(points: readonly Point[], plan: TrendPlan, period: Step, now: number): WindowRow[] {
  return points.flatMap(({ window, value, observedAt }) => {
    if (!window || value === null) return []
    const [from, to] = window
    const isOpen = to > now
    // The running window of a counter has not yet counted to its end: as a rate it would look like a fall.
    if (plan.perHour !== 1 && to + GRACE_MS > now) return []
    // So would a window in the middle of which the source fell silent.
    if (plan.perHour !== 1 && (observedAt ?? to) < to - STEP_MS[period]) return []
    const at = plan.mark === 'bar' || !isOpen ? (from + to) / 2 : Math.min(now, Math.max(from, observedAt ?? from))
    return [{ from, to, at, value: value * plan.perHour }]
  })
}

/** Windows drawn as today, the newest observation included where it is newer than the newest window read. */
function toRows({ plan, current, latest, now, metric }: TrendInput): WindowRow[] {
  const rows = windowsOf(current, plan, metric.period, now)
  if (plan.mark === 'bar' || rows.length === 0) return rows
  const newest = rows.at(-1) as WindowRow
  if (plan.perHour !== 1) return [...rows.slice(0, -1), { ...newest, at: Math.min(newest.to, now) }]
  const isGauge = metric.rollUp.time !== 'sum' && plan.span === 'today'
  const { observedAt, value } = latest
  if (!isGauge || value === null || observedAt === null || observedAt < newest.at || observedAt > plan.to) return rows
  const held = newest.to > observedAt ? rows.slice(0, -1) : rows
  return [...held, { from: held.at(-1)?.to ?? newest.from, to: Math.max(observedAt, held.at(-1)?.to ?? 0), at: observedAt, value }]
}

/** Runs of windows that follow each other; a hole longer than the promise is silence, and is a gap to be hatched. */
function splitAtSilence(rows: readonly WindowRow[], plan: TrendPlan, promise: number): { runs: Sample[][]; gaps: Stretch[] } {
  const runs: Sample[][] = []
  const gaps: Stretch[] = []
  let before: WindowRow | undefined
  for (const row of rows) {
    const hole = before ? row.from - before.to : 0
    const isSilence = before !== undefined && hole > Math.max(promise, STEP_MS[plan.step] * 0.5)
    if (before && isSilence) gaps.push({ from: before.at, to: row.at })
    if (!before || isSilence) runs.push([])
    runs.at(-1)?.push([row.at, row.value])
    before = row
  }
  return { runs, gaps }
}

function limitsOf({ metric, level, plan, t, format }: TrendInput): { value: number; words: string }[] {
  const { threshold } = metric
  if (!threshold || plan.perHour !== 1) return []
  if (threshold.level !== undefined && threshold.level !== level) return []
  if ((threshold.step ?? metric.period) !== metric.period && threshold.step !== plan.step) return []
  const line = (value: number | undefined, word: string) =>
    value === undefined ? [] : [{ value, words: `${word} ${format.number(value, metric.decimals)}` }]
  return [...line(threshold.warn, t('alarms.watch')), ...line(threshold.critical, t('alarms.critical'))]
}

/** A limit joins the axis while the curve fills at least this much of it; further off it would flatten the day. */
const LIMIT_REACH = 1.6

function scaleOf(values: readonly number[], metric: Metric, limits: readonly number[]): Scale {
  const isRate = metric.scale === 100
  if (isRate && values.length > 0 && Math.min(...values) >= FITTED_FROM && Math.max(...values) <= 100)
    return scaleFitted(values, 100)
  const highest = Math.max(0, ...values)
  const near = limits.filter((limit) => limit > 0 && limit <= highest * LIMIT_REACH)
  return scaleFromZero([...values, ...near], values.length === 0 ? metric.range[1] : 2 * 10 ** -metric.decimals)
}

function tickDecimals({ ticks }: Scale): number {
  const spelled = ticks.map((tick) => `${Number(tick.toPrecision(10))}`.split('.')[1]?.length ?? 0)
  return Math.min(4, Math.max(0, ...spelled))
}

function tickWords(at: number, plan: TrendPlan, format: Format): string {
  switch (plan.span) {
    case 'today':
      return at === plan.to ? '24' : format.time(at).slice(0, 2)
    case 'week':
    case 'month':
      return format.date(at).slice(5)
    case 'year':
      return format.date(at).slice(2, 7)
    case 'years':
      return plan.step === 'P1Y' ? format.date(at).slice(0, 4) : format.date(at).slice(2, 7)
  }
}

/** Since when areas are missing without a break up to now, once the newest point says that some are. */
function partialSince(points: readonly Point[], latest: Point, format: Format, t: Translate): TrendDrawing['partial'] {
  if (figureState(latest) !== 'partial') return undefined
  const whole = points.findLastIndex(({ coverage }) => coverage.reported >= coverage.expected)
  const first = points[whole + 1]
  if (!first?.window) return undefined
  const { reported, expected } = latest.coverage
  return { at: first.window[0], words: t('trend.partial', { time: format.time(first.window[0]), reported, expected }) }
}

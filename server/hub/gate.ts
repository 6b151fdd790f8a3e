import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import { needsParts } from '#contract/metric.ts'
import { FUTURE_LIMIT_MS, parseTime, type Rejection } from '#contract/observation.ts'
import type { MetricPlan, Place } from './metric-plan.ts'
import { isPlausible, limitOf } from './plausibility.ts'
import { shown } from './shown.ts'

/** A row the gate let through: what is said, of which figure, at what time. */
export interface CheckedRow {
  readonly plan: MetricPlan
  readonly place: Place
  readonly at: number
  readonly numerator: number
  readonly denominator: number
  /** True when the row brought a bare value; the record keeps the form it was said in. */
  readonly bare: boolean
}

/** A row the gate refused. */
export type Refused = Omit<Rejection, 'index'>

/** First and one past the last instant the record keeps, epoch ms UTC. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2101, 0, 1)

/**
 * Checks raw rows against the catalogue. Pure but for remembering the last spelling of a time, since rows of one batch
 * mostly share it. One gate serves one thread of work.
 */
export class Gate {
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private readonly isArea: (code: string) => boolean
  private lastText = ''
  private lastTime: number | undefined

  constructor(plans: ReadonlyMap<string, MetricPlan>, isArea: (code: string) => boolean) {
    this.plans = plans
    this.isArea = isArea
  }

  /** Lets a row through or says why not. `now` (epoch ms) is what the future is measured from. Never throws. */
  check(row: unknown, now: number): CheckedRow | Refused {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      return refuse('row/not-an-object', `This row is ${shown(row)}.`)
    }
    const { metric, area, time } = row as Record<string, unknown>
    if (metric === undefined || metric === null || metric === '') return refuse('row/metric-missing')
    const plan = typeof metric === 'string' ? this.plans.get(metric) : undefined
    if (!plan) return refuse('row/metric-unknown', `The row says ${shown(metric)}.`)
    if (area === undefined || area === null || area === '') return refuse('row/area-missing', `The metric is ${plan.id}.`)
    const place = typeof area === 'string' ? plan.placeOf.get(area) : undefined
    if (!place?.reports) return this.refuseArea(plan, area)
    const at = this.timeOf(time, now, plan, place)
    if (typeof at !== 'number') return at
    return checkFigures(row as Record<string, unknown>, plan, place, at)
  }

  private refuseArea(plan: MetricPlan, area: unknown): Refused {
    if (typeof area === 'number') return refuse('row/area-unknown', `The row says the number ${area}: put the code in quotes.`)
    if (typeof area !== 'string' || !this.isArea(area)) return refuse('row/area-unknown', `The row says ${shown(area)}.`)
    if (plan.metric.areas) {
      return refuse('row/area-not-expected', `${plan.id} is reported by ${listed(plan.metric.areas)}; the row says ${shown(area)}.`)
    }
    return refuse('row/area-level', `${plan.id} is reported at the level ${plan.metric.level}; the row says ${shown(area)}.`)
  }

  private timeOf(time: unknown, now: number, plan: MetricPlan, place: Place): number | Refused {
    if (time === undefined || time === null || time === '') return refuse('row/time-missing', placeSentence(plan, place))
    if (typeof time !== 'string') return refuse('row/time-invalid', `The row says ${shown(time)}.`)
    if (time !== this.lastText) {
      this.lastTime = time.length <= LONGEST_TIME ? parseTime(time) : undefined
      this.lastText = time
    }
    const at = this.lastTime
    if (at === undefined) return refuse('row/time-invalid', `The row says ${shown(time)}.`)
    if (at < EARLIEST || at >= LATEST) return refuse('row/time-range', `The row says ${shown(time)}.`)
    if (at > now + FUTURE_LIMIT_MS) {
      const clock = new Date(now).toISOString()
      return refuse(
        'row/time-future',
        `The row says ${shown(time)} and the clock here ${clock}: check the sender’s clock and offset.`,
      )
    }
    return at
  }
}

/** True for what the gate let through. */
export function isChecked(outcome: CheckedRow | Refused): outcome is CheckedRow {
  return 'plan' in outcome
}

/** An RFC 3339 time with nine digits of second and an offset has 35 characters. */
const LONGEST_TIME = 40

function checkFigures(row: Record<string, unknown>, plan: MetricPlan, place: Place, at: number): CheckedRow | Refused {
  const value = given(row.value)
  const numerator = given(row.numerator)
  const denominator = given(row.denominator)
  const hasParts = numerator !== undefined || denominator !== undefined
  if (value !== undefined && hasParts) return refuse('row/parts-and-value', placeSentence(plan, place))
  if (hasParts) {
    if (!plan.divided) return refuse('row/parts-unwanted', placeSentence(plan, place))
    if (numerator === undefined || denominator === undefined) {
      const lacking = numerator === undefined ? 'numerator' : 'denominator'
      return refuse('row/value-missing', `${placeSentence(plan, place)} It lacks the ${lacking}.`)
    }
    return checkParts(numerator, denominator, plan, place, at)
  }
  if (needsParts(plan.metric)) return refuse('row/parts-needed', placeSentence(plan, place))
  if (value === undefined) return refuse('row/value-missing', `${placeSentence(plan, place)} Send no row for what is not known.`)
  if (!isFigure(value)) return refuse('row/value-not-a-number', saying(plan, place, 'value', value))
  if (!isPlausible(plan.metric, value, 1)) return refuse('row/value-implausible', beyond(plan, place, value))
  return { plan, place, at, numerator: value + 0, denominator: 1, bare: true }
}

function checkParts(numerator: unknown, denominator: unknown, plan: MetricPlan, place: Place, at: number): CheckedRow | Refused {
  if (!isFigure(numerator)) return refuse('row/value-not-a-number', saying(plan, place, 'numerator', numerator))
  if (!isFigure(denominator)) return refuse('row/value-not-a-number', saying(plan, place, 'denominator', denominator))
  if (denominator < 0) return refuse('row/denominator-negative', saying(plan, place, 'denominator', denominator))
  if (!isPlausible(plan.metric, numerator, denominator)) {
    return refuse('row/value-implausible', beyond(plan, place, `${numerator} ÷ ${denominator}`))
  }
  return { plan, place, at, numerator: numerator + 0, denominator: denominator + 0, bare: false }
}

/** JSON null says the same as leaving the key out: not known. */
function given(figure: unknown): unknown {
  return figure === null ? undefined : figure
}

function isFigure(figure: unknown): figure is number {
  return typeof figure === 'number' && Number.isFinite(figure)
}

function refuse(code: ErrorCode, detail?: string): Refused {
  const { sentence } = ERRORS[code]
  return { code, sentence: detail ? `${sentence} ${detail}` : sentence }
}

function placeSentence(plan: MetricPlan, place: Place): string {
  return `The row is about ${plan.id} in ${place.area}.`
}

function saying(plan: MetricPlan, place: Place, part: string, figure: unknown): string {
  return `${plan.id} in ${place.area} says ${part} ${shown(figure)}.`
}

function beyond(plan: MetricPlan, place: Place, figure: number | string): string {
  const [low, high] = limitOf(plan.metric)
  return `${plan.id} in ${place.area} says ${figure}; between ${low} and ${high} is taken in. Check the unit, ${plan.metric.unit.en}.`
}

/** Codes as a sentence has room for them. */
function listed(codes: readonly string[]): string {
  const few = codes.slice(0, 5).join(', ')
  return codes.length > 5 ? `${few} and ${codes.length - 5} more` : few
}

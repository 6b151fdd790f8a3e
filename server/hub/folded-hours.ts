import type { WindowCalendar } from '#contract/window.ts'
import type { HourStore, KeptHour } from '../record/hour-store.ts'
import type { MetricPlan } from './metric-plan.ts'
import { foldingSteps } from './nested-fold.ts'

/** Hours of one metric in some areas, from ≤ start < to, as known at `asOf`; undefined is the newest revision. */
export interface FoldedHoursQuery {
  readonly areas: readonly string[]
  readonly from: number
  readonly to: number
  readonly asOf?: number
}

/** True for metrics whose windows are folded through hours on their way to longer ones: of the others no hours are kept. */
export function hasHours({ period }: MetricPlan): boolean {
  return period !== 'PT1H' && foldingSteps(period, 'PT1H') !== undefined
}

/** By what hours of a metric are folded. Hours folded before the catalogue said otherwise are of no use. */
export function ruleOf({ period, timeRollUp }: MetricPlan, { timeZone }: WindowCalendar): string {
  return `${period} ${timeRollUp} ${timeZone}`
}

/** True for an hour that overlaps no other, as one beside a change of the zone's offset by half an hour may. */
export function isWholeHour(start: number, calendar: WindowCalendar): boolean {
  return calendar.start('PT1H', start) === start && calendar.start('PT1H', calendar.end('PT1H', start) - 1) === start
}

/** Kept hours that are true as of the moment they were asked for. */
export interface FoldedHours {
  /** Oldest first, those of one hour in any order of areas. */
  readonly hours: readonly KeptHour[]
  /** Starts of hours of which what is kept of some area is not true as of then. */
  readonly untrue: ReadonlySet<number>
}

/**
 * The kept hours that say what their base windows say as of then. Any other is left out, and must be folded from the windows: one
 * that holds what came later, one that lacks what came since, one that nobody folded yet or in which there is nothing.
 */
export async function foldedHours(
  { areas, from, to, asOf }: FoldedHoursQuery,
  plan: MetricPlan,
  { hours, calendar }: { readonly hours: HourStore; readonly calendar: WindowCalendar },
): Promise<FoldedHours> {
  if (!hasHours(plan)) return { hours: [], untrue: new Set() }
  const found = await hours.find({ metric: plan.id, areas, from, to, ...(asOf !== undefined && { asOf }) })
  const rule = ruleOf(plan, calendar)
  const revised = found.revised.map(({ area, windowStart }) => ({ area, windowStart: calendar.start('PT1H', windowStart) }))
  const stale = new Set(revised.map(nameOf))
  const isTrue = (hour: KeptHour): boolean =>
    hour.rule === rule && (asOf === undefined || hour.revision <= asOf) && !stale.has(nameOf(hour))
  const untrue = [...revised, ...found.hours.filter((hour) => !isTrue(hour))].map(({ windowStart }) => windowStart)
  return { hours: found.hours.filter(isTrue).sort((a, b) => a.windowStart - b.windowStart), untrue: new Set(untrue) }
}

function nameOf({ area, windowStart }: { readonly area: string; readonly windowStart: number }): string {
  return `${area}/${windowStart}`
}

import type { WindowCalendar } from '#contract/window.ts'
import type { HoursKept, KeptHour, RevisedWindow } from '../record/hour-store.ts'
import type { RecordStore, StoredPoint } from '../record/record-store.ts'
import { hasHours, isWholeHour, ruleOf } from './folded-hours.ts'
import { foldWindows } from './history-fold.ts'
import type { MetricPlan } from './metric-plan.ts'

/** An hour is kept this long after it is over, ms: most of what comes late has come by then, and it is folded once. */
export const HOUR_KEPT_AFTER_MS = 2 * 3_600_000

/** How often one more hour is kept, ms: of a year that was there before, all in half a day, and nobody waits for it. */
export const HOURS_EVERY_MS = 5_000

/** The share of the time that keeping hours takes at most, while there is something to do: what comes in and is told goes first. */
export const HOURS_SHARE = 0.2

/** Revisions looked at in one go at most, windows they revised, and hours of a metric folded again: much is followed in parts. */
const MOST_REVISIONS = 1_000
const MOST_REVISED = 20_000
const MOST_AGAIN = 100

/** The rule of an hour of which something was said that nobody can fold now, as of a metric that left the catalogue. */
const NO_RULE = ''

export interface HourKeeping {
  readonly store: Pick<RecordStore, 'hours' | 'rolledHead' | 'loadFrames'>
  readonly plans: ReadonlyMap<string, MetricPlan>
  readonly calendar: WindowCalendar
  /** Epoch ms. */
  readonly now: number
  /** Lets everything else have a turn after each piece of the work, of a metric and an hour. */
  readonly rest: () => Promise<void>
}

/**
 * Keeps one hour more: folds what was revised in those that are kept, then the next hour that is over, or where all are kept the
 * one before the first, until there is nothing before. Whatever it is interrupted by, what is kept is true as of the revision it
 * is kept under. False where nothing is left to do. Throws RecordFault.
 */
export async function keepHours(parts: HourKeeping): Promise<boolean> {
  const { store, calendar, now } = parts
  const { timeZone } = calendar
  const head = await store.rolledHead()
  const before = await store.hours.kept()
  const over = calendar.start('PT1H', now - HOUR_KEPT_AFTER_MS)
  if (before?.timeZone !== timeZone) return store.hours.keep([], before, { from: over, to: over, revision: head, timeZone })
  const again = await foldAgain(before, head, parts)
  const next = await nextHour(before, over, parts)
  if (next === undefined && again.upTo === before.revision) return false
  const hours = next === undefined ? [] : await foldHour(next.hour, again.upTo, parts)
  const after = { from: next?.from ?? before.from, to: next?.to ?? before.to, revision: again.upTo, timeZone }
  return (await store.hours.keep([...again.hours, ...hours], before, after)) && (next !== undefined || again.upTo < head)
}

/** The hour to keep next, where there is one, and how far hours go then. */
async function nextHour(
  { from, to }: HoursKept,
  over: number,
  { store, calendar }: HourKeeping,
): Promise<{ readonly hour: number; readonly from: number; readonly to: number } | undefined> {
  if (to < over) {
    const hour = calendar.start('PT1H', to)
    return { hour, from, to: calendar.end('PT1H', hour) }
  }
  const last = await store.hours.pointsBefore(from)
  if (last === undefined) return undefined
  const hour = calendar.start('PT1H', last - 1)
  return { hour, from: hour, to }
}

async function foldHour(hour: number, upTo: number, { store, plans, calendar, rest }: HourKeeping): Promise<readonly KeptHour[]> {
  if (!isWholeHour(hour, calendar)) return []
  const kept: KeptHour[] = []
  const window = { from: hour, to: calendar.end('PT1H', hour) }
  for (const plan of plans.values()) {
    if (!hasHours(plan)) continue
    const points = await store.loadFrames([{ metric: plan.id, ...window }], upTo)
    kept.push(...foldAreas(points, plan, calendar, () => 0))
    await rest()
  }
  return kept
}

/** An hour of a metric that something was said of after it was kept. */
interface Touched {
  readonly metric: string
  readonly hour: number
  /** First revision that did, by area. */
  readonly since: Map<string, number>
}

/** The kept hours that something was said of since, as they are at a later revision: at `head`, or before where there are many. */
async function foldAgain(
  { from, to, revision: after }: HoursKept,
  head: number,
  { store, plans, calendar, rest }: HourKeeping,
): Promise<{ readonly hours: readonly KeptHour[]; readonly upTo: number }> {
  if (head <= after) return { hours: [], upTo: after }
  const asked = { after, upTo: Math.min(head, after + MOST_REVISIONS), from, to, most: MOST_REVISED }
  const { touched, upTo } = touchedBy(await store.hours.revised(asked), calendar)
  const hours: KeptHour[] = []
  for (const one of touched) {
    const end = calendar.end('PT1H', one.hour)
    if (one.hour < from || end > to || !isWholeHour(one.hour, calendar)) continue
    hours.push(...(await foldTouched(one, { after, upTo }, { store, plans, calendar })))
    await rest()
  }
  return { hours, upTo }
}

/** One hour of a metric as it is at `upTo`, in the areas that something was said of; it was kept as of `after`. */
async function foldTouched(
  { metric, hour, since }: Touched,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  { store, plans, calendar }: Pick<HourKeeping, 'store' | 'plans' | 'calendar'>,
): Promise<readonly KeptHour[]> {
  const plan = plans.get(metric)
  const window = { metric, from: hour, to: calendar.end('PT1H', hour) }
  const points = await store.loadFrames([window], upTo)
  const areas = new Set([...since.keys(), ...points.map(({ area }) => area)])
  const { hours: known } = await store.hours.find({ ...window, areas: [...areas], asOf: after })
  if (!plan || !hasHours(plan)) {
    // An area that had nothing before, too: beside others that are kept it would count as one that has nothing still.
    const revised = known.length === 0 ? [] : [...since]
    const told = new Set(known.flatMap(({ area, rule }) => (rule === NO_RULE ? [area] : [])))
    return revised.flatMap(([area, first]) =>
      told.has(area) ? [] : [withoutRule({ metric, area, windowStart: hour, since: first })],
    )
  }
  if (known.length > 0) {
    const revised = points.filter(({ area }) => since.has(area))
    return foldAreas(revised, plan, calendar, (area) => since.get(area) ?? 0)
  }
  // Who kept the hour did not know the metric: what was said before is kept now, and what it was before this is for the windows to say.
  const before = [...since.keys()].map((area) => withoutRule({ metric, area, windowStart: hour, since: 0 }))
  return [...before, ...foldAreas(points, plan, calendar, (area) => since.get(area) ?? 0)]
}

/** The hours that were touched by the first of the revisions, whole ones: of several no more than can be folded in one go. */
function touchedBy(
  { windows, upTo }: { readonly windows: readonly RevisedWindow[]; readonly upTo: number },
  calendar: WindowCalendar,
): { readonly touched: readonly Touched[]; readonly upTo: number } {
  const touched = new Map<string, Touched>()
  for (const [revision, revised] of Map.groupBy(windows, (window) => window.revision)) {
    const hours = revised.map(({ windowStart }) => calendar.start('PT1H', windowStart))
    const names = revised.map(({ metric }, index) => `${metric}/${hours[index]}`)
    const more = new Set(names.filter((name) => !touched.has(name)))
    if (touched.size > 0 && touched.size + more.size > MOST_AGAIN) return { touched: [...touched.values()], upTo: revision - 1 }
    for (const [index, { metric, area }] of revised.entries()) {
      const name = names[index] as string
      const found = touched.get(name) ?? { metric, hour: hours[index] as number, since: new Map<string, number>() }
      if (!found.since.has(area)) found.since.set(area, revision)
      touched.set(name, found)
    }
  }
  return { touched: [...touched.values()], upTo }
}

function foldAreas(
  points: readonly StoredPoint[],
  plan: MetricPlan,
  calendar: WindowCalendar,
  sinceOf: (area: string) => number,
): readonly KeptHour[] {
  return [...Map.groupBy(points, ({ area }) => area)].flatMap(([area, own]) =>
    foldWindows(
      own.sort((a, b) => a.windowStart - b.windowStart),
      plan,
      calendar,
      'PT1H',
    ).map(({ start, end: _, ...folded }) => ({
      ...{ metric: plan.id, area, windowStart: start, ...folded },
      ...{ rule: ruleOf(plan, calendar), since: sinceOf(area) },
    })),
  )
}

function withoutRule(about: Pick<KeptHour, 'metric' | 'area' | 'windowStart' | 'since'>): KeptHour {
  const nothing = { numerator: 0, denominator: 0, observedAt: 0, reported: 0, expected: 0 }
  return { ...about, ...nothing, revision: about.since, rule: NO_RULE }
}

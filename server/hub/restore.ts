import { FUTURE_LIMIT_MS } from '#contract/observation.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { RecordStore } from '../record/record-store.ts'
import { CityState } from './city-state.ts'
import type { MetricPlan } from './metric-plan.ts'
import { tierName } from './total-tiers.ts'

/** Newest windows read of each series: the one that fills, the one in its grace, and the settled one before. */
const NEWEST_WINDOWS = 3

/** How far back a settled window is looked for where all the newest are open (a feed whose clock runs ahead), in ms. */
const LOOK_BACK_MS = 2 * 86_400_000

/** Builds the live state of the city from the record, as it was before the last stop. Of running totals it reads the hours written down, and the minutes of the others. */
export async function restoreCity(parts: {
  readonly store: RecordStore
  readonly plans: ReadonlyMap<string, MetricPlan>
  readonly calendar: WindowCalendar
  readonly now: number
}): Promise<CityState> {
  const { store, plans, calendar, now } = parts
  const state = new CityState(plans, calendar, now)
  const to = now + FUTURE_LIMIT_MS + 1
  const observed = new Set<MetricPlan>()
  for (const point of await store.newestPoints(NEWEST_WINDOWS)) {
    const plan = plans.get(point.metric)
    if (!plan) continue
    observed.add(plan)
    state.restore(point, now)
  }
  for (const plan of observed) {
    if (state.hasUnsettled(plan)) {
      const from = calendar.start(plan.period, now - LOOK_BACK_MS)
      for (const point of await store.loadFrames([{ metric: plan.id, from, to }])) state.restore(point, now)
    }
    const headline = plan.headline && state.headline(plan.headline)
    if (!headline) continue
    const from = headline.start
    const written = plan.tier ? await store.loadFrames([{ metric: tierName(plan), from, to }]) : []
    for (const gap of state.restoreTiers(plan, written, from, to)) {
      for (const point of await store.loadFrames([gap])) state.restoreTotal(point)
    }
  }
  return state
}

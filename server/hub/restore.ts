import { FUTURE_LIMIT_MS } from '#contract/observation.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { RecordStore } from '../record/record-store.ts'
import { CityState } from './city-state.ts'
import type { MetricPlan } from './metric-plan.ts'
import { tierName } from './total-tiers.ts'

/** Newest windows read of each series: the one that fills, the one in its grace, and the settled one before. */
const NEWEST_WINDOWS = 3

/**
 * Most windows that can be open at once, and one more: ten-second windows from the last minute to the five minutes that a
 * feed's clock may run ahead.
 */
const MOST_OPEN_WINDOWS = 40

/** Builds the live state of the city from the record, as it was before the last stop. Of running totals it reads the hours written down, and the minutes of the others. */
export async function restoreCity(parts: {
  readonly store: Pick<RecordStore, 'newestPoints' | 'loadFrames'>
  readonly plans: ReadonlyMap<string, MetricPlan>
  readonly calendar: WindowCalendar
  readonly now: number
}): Promise<CityState> {
  const { store, plans, calendar, now } = parts
  const state = new CityState(plans, calendar, now)
  const to = now + FUTURE_LIMIT_MS + 1
  const observed = new Set<MetricPlan>()
  const restoreNewest = async (windows: number): Promise<void> => {
    for (const point of await store.newestPoints(windows)) {
      const plan = plans.get(point.metric)
      if (!plan) continue
      observed.add(plan)
      state.restore(point, now)
    }
  }
  await restoreNewest(NEWEST_WINDOWS)
  if (state.hasOnlyOpen(NEWEST_WINDOWS)) await restoreNewest(MOST_OPEN_WINDOWS)
  for (const plan of observed) {
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

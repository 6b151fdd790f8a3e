import type { Step } from '#contract/duration.ts'
import { liveSteps } from '#contract/metric.ts'
import { FUTURE_LIMIT_MS } from '#contract/observation.ts'
import type { Point } from '#contract/point.ts'
import { seriesKey } from '#contract/series.ts'
import type { ObservationWindow, RecordStore, RevisedPoints, StoredPoint } from '../record/record-store.ts'
import { foldedHours } from './folded-hours.ts'
import type { CityModel } from './hub-port.ts'
import { type MetricPlan, metricPlans } from './metric-plan.ts'
import { restoreCity } from './restore.ts'
import { tierName } from './total-tiers.ts'

/**
 * Which past is told. `then`: as readers were told at the time, revision by revision. A number: as the record knows it at that
 * revision, each window shown from when its newest observation was made.
 */
export type PastKnown = 'then' | number

export interface ReplayRequest {
  readonly metric: string
  readonly from: number
  readonly to: number
  readonly known: PastKnown
}

/** What readers were told at one moment. */
export interface Told {
  readonly at: number
  readonly points: readonly Point[]
}

/** Clocks are looked at this often in a replay, ms: as coarse as ages are read. */
const LOOK_MS = 1_000

/**
 * Tells one metric again, from ≤ time < to: first every series as it stood, then each change at its moment. It runs the code
 * that runs live (windows that settle, grace, running totals, freshness) over the past record. Throws RecordFault.
 */
export async function replayMetric(
  { metric, from, to, known }: ReplayRequest,
  parts: { readonly store: RecordStore; readonly model: CityModel },
): Promise<readonly Told[]> {
  const { store, model } = parts
  const about = model.metrics.get(metric)
  if (!about) throw new Error(`metric ${metric} is not in the catalogue`)
  const plans = metricPlans({ ...model, metrics: new Map([[metric, about]]) })
  const past =
    known === 'then'
      ? await toldThen(store, { metric, from, to })
      : toldAsKnown(store, model, plans.get(metric) as MetricPlan, { from, to }, known)
  const state = await restoreCity({ store: past.store, plans, calendar: model.calendar, now: from })
  const areas = [...model.metricAreas(metric).carries]
  const keys = areas.flatMap((area) => liveSteps(about).map((step) => seriesKey(metric, area, step)))
  state.applyPassed(state.pass(from), from)
  const told: Told[] = [{ at: from, points: keys.map((key) => state.point(key, from) as Point) }]
  const tell = (at: number, points: readonly Point[]) => {
    if (points.length > 0) told.push({ at, points })
  }
  let looked = from
  const lookUntil = (until: number) => {
    for (; looked + LOOK_MS <= until; ) {
      looked += LOOK_MS
      const passed = state.pass(looked)
      if (passed.changed.size > 0 || passed.tiers.length > 0) tell(looked, state.applyPassed(passed, looked))
    }
  }
  for (const change of await past.changes()) {
    const { revision, at, points } = change
    lookUntil(at)
    const closed = state.closed(points)
    if (closed.length > 0) state.reopen(points, closed, await past.before(change).loadFrames(closed))
    tell(at, state.apply(points, revision, at).latest)
  }
  lookUntil(to - 1)
  return told
}

type PastReader = Pick<RecordStore, 'newestPoints' | 'loadFrames'>

interface Past {
  /** The record as it was when the replay begins. */
  readonly store: PastReader
  /** What came after, in the order in which it is told. */
  changes(): Promise<readonly RevisedPoints[]>
  /** The record as it was just before a change. */
  before(change: RevisedPoints): PastReader
}

async function toldThen(store: RecordStore, { metric, from, to }: Omit<ReplayRequest, 'known'>): Promise<Past> {
  const [first, last] = await Promise.all([store.revisionAt(from), store.revisionAt(to - 1)])
  // Nothing known then lay further ahead; without a bound, all windows that came since would be passed over one by one.
  const before = from + FUTURE_LIMIT_MS + 1
  const asOf = (revision: number): PastReader => ({
    newestPoints: (windows) => store.newestPoints(windows, { metric, asOf: revision, before }),
    loadFrames: (windows) => store.loadFrames(windows, revision),
  })
  return {
    store: asOf(first),
    changes: () => store.loadRevisions(metric, first, last),
    before: ({ revision }) => asOf(revision - 1),
  }
}

function toldAsKnown(
  store: RecordStore,
  { calendar }: CityModel,
  plan: MetricPlan,
  { from, to }: { readonly from: number; readonly to: number },
  asOf: number,
): Past {
  const { id: metric, period } = plan
  const areas = plan.places.map(({ area }) => area)
  const until = (points: readonly StoredPoint[], time: number) => points.filter(({ observedAt }) => observedAt <= time)
  const reader = (time: number): PastReader => ({
    newestPoints: async (windows) => until(await store.newestPoints(windows, { metric, asOf, before: time + 1 }), time),
    // The hours written down at the time may hold what came later, or lack it: those kept as of then are true.
    loadFrames: async (windows) => {
      const own = windows.filter((window) => window.metric === metric)
      const stretches = plan.tier === 'PT1H' ? windows.filter((window) => window.metric === tierName(plan)) : []
      const kept = stretches.map((stretch) => wholeHours(stretch, time))
      const points = own.length > 0 ? until(await store.loadFrames(own, asOf), time) : []
      return [...points, ...(await Promise.all(kept)).flat()]
    },
  })
  const parts = { hours: store.hours, calendar }
  /** Hours that were over at the time, of all areas that have any, as points of the metric's tier. */
  const wholeHours = async (stretch: ObservationWindow, time: number): Promise<readonly StoredPoint[]> => {
    const to = Math.min(stretch.to, calendar.start('PT1H', time + 1))
    if (to <= stretch.from) return []
    const { hours, untrue } = await foldedHours({ areas, from: stretch.from, to, asOf }, plan, parts)
    // An area beside others would count as one in which there was nothing.
    const whole = hours.filter(({ windowStart }) => !untrue.has(windowStart))
    return whole.map(({ rule: _, since: __, ...hour }) => ({ ...hour, metric: tierName(plan), reported: 1, expected: 1 }))
  }
  return {
    store: reader(from),
    changes: async () => {
      const frames = await store.loadFrames([{ metric, from: calendar.start(period as Step, from), to }], asOf)
      const within = frames.filter(({ observedAt }) => observedAt > from && observedAt < to)
      return [...Map.groupBy(within, ({ observedAt }) => observedAt)]
        .sort(([a], [b]) => a - b)
        .map(([at, points]) => ({ revision: Math.max(...points.map(({ revision }) => revision)), at, points }))
    },
    before: ({ at }) => reader(at - 1),
  }
}

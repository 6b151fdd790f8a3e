import type { Point } from '#contract/point.ts'
import { seriesKey } from '#contract/series.ts'
import type { FollowedRevision, RecordStore } from '../record/record-store.ts'
import type { CalledPlaces } from './called-places.ts'
import type { CityState } from './city-state.ts'
import type { MetricPlan } from './metric-plan.ts'
import type { Revisions } from './revisions.ts'

/** Revisions read at a time. */
const REVISIONS_PER_READ = 200

export interface FollowingParts {
  readonly store: Pick<RecordStore, 'revisionsAfter' | 'loadFrames'>
  readonly plans: ReadonlyMap<string, MetricPlan>
  readonly state: CityState
  readonly revisions: Revisions
  /** Where those revisions are traced. */
  readonly places: Pick<CalledPlaces, 'take'>
  /** Lets ticks and sockets have a turn. */
  readonly rest: () => Promise<void>
}

/**
 * Reads what another server has committed since, and makes it true here by the same code and at the same instants as there:
 * so both show the same figures at the same revisions, and tell their readers the same changes. Throws RecordFault; what
 * was read by then is told, and the rest comes with the next call.
 */
export async function readOn(parts: FollowingParts): Promise<void> {
  const { store, revisions, rest } = parts
  for (;;) {
    const read = await store.revisionsAfter(revisions.head(), REVISIONS_PER_READ)
    for (const revised of read) {
      await follow(revised, parts)
      await rest()
    }
    if (read.length < REVISIONS_PER_READ) return
  }
}

/**
 * What the leader told besides figures is told here as well, even where this server's own state knew it before: a reader that
 * comes from there has not been told it. Then the clock of this server's state is set to the instant of the revision, as the
 * leader's was.
 */
async function follow(followed: FollowedRevision, { store, plans, state, revisions, places }: FollowingParts): Promise<void> {
  const { revision, at, points, events } = followed
  state.owe(events)
  const passed = state.applyPassed({ ...state.pass(at), tiers: [] }, at)
  const figures = points.filter(({ metric, area }) => plans.get(metric)?.placeOf.has(area))
  const closed = state.closed(figures)
  if (closed.length > 0) state.reopen(figures, closed, await store.loadFrames(closed, revision - 1))
  const { revised, latest } = state.apply(figures, revision, at)
  state.noteTiers(points)
  const place = places.take(revision)
  revisions.tell({ revision, at, revised, latest: newestOf([...passed, ...latest]), ...(place !== undefined && { place }) })
}

/** Each series once, as it was told last. */
function newestOf(points: readonly Point[]): readonly Point[] {
  return [...new Map(points.map((point) => [seriesKey(point.metric, point.area, point.step), point])).values()]
}

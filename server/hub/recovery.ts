import type { WindowCalendar } from '#contract/window.ts'
import type { RecordStore, StoredPoint } from '../record/record-store.ts'
import type { Cell, Frame } from './frame.ts'
import { type FrameCache, stretches } from './frame-cache.ts'
import type { MetricPlan } from './metric-plan.ts'
import { type RolledPoint, rolledPoint } from './roll-up.ts'

/** Points that may be found lacking before they are committed, so that a long backlog needs little memory. */
const POINTS_PER_COMMIT = 50_000

/** Part of the backlog: the points that lack in the record, and the batches that are done once they are in. */
export interface Recovered {
  readonly points: readonly RolledPoint[]
  readonly rolledBatches: readonly number[]
}

/**
 * Rolls up again what was acknowledged and not yet rolled up, from the observations alone, in parts. Points the record
 * already has to the digit are left out, so that doing it twice changes nothing.
 */
export async function* rollUpUnrolled(parts: {
  readonly store: RecordStore
  readonly plans: ReadonlyMap<string, MetricPlan>
  readonly calendar: WindowCalendar
  readonly frames: FrameCache
  /** Epoch ms. */
  readonly now: number
}): AsyncGenerator<Recovered> {
  const { store, plans, calendar, frames, now } = parts
  let wanted = new Map<string, { plan: MetricPlan; at: number }>()
  let weight = 0
  let done: number[] = []
  const recover = async (): Promise<Recovered> => {
    const windows = [...wanted.values()]
    await frames.load(windows)
    const found = windows.map(({ plan, at }) => frames.find(plan, at) as Frame)
    const recovered = { points: await lackingPoints(found, store), rolledBatches: done }
    frames.trim(now)
    wanted = new Map()
    weight = 0
    done = []
    return recovered
  }
  for (const { batch, touched } of await store.unrolledBatches()) {
    for (const { metric, at } of touched) {
      const plan = plans.get(metric)
      if (!plan) continue
      const start = calendar.start(plan.period, at)
      const name = `${plan.index}/${start}`
      if (wanted.has(name)) continue
      if (weight >= POINTS_PER_COMMIT) yield await recover()
      wanted.set(name, { plan, at: start })
      weight += plan.places.length
    }
    done.push(batch)
  }
  if (done.length > 0) yield await recover()
}

async function lackingPoints(frames: readonly Frame[], store: RecordStore): Promise<RolledPoint[]> {
  const known = new Map<string, StoredPoint>()
  if (frames.length > 0) {
    for (const point of await store.loadFrames(stretches(frames)))
      known.set(nameOf(point.metric, point.area, point.windowStart), point)
  }
  const lacking: RolledPoint[] = []
  for (const frame of frames) {
    for (const [index, cell] of frame.cells) {
      const point = rolledPoint(frame, index)
      if (!says(known.get(nameOf(point.metric, point.area, point.windowStart)), cell)) lacking.push(point)
    }
  }
  return lacking
}

function nameOf(metric: string, area: string, windowStart: number): string {
  return `${metric}@${area}@${windowStart}`
}

function says(point: StoredPoint | undefined, cell: Cell): boolean {
  return (
    point !== undefined &&
    point.numerator === cell.numerator &&
    point.denominator === cell.denominator &&
    point.observedAt === cell.observedAt &&
    point.reported === cell.reported
  )
}

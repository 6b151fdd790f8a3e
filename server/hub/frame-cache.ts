import { STEP_MS } from '#contract/duration.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { ObservationWindow, RecordStore, StoredObservation } from '../record/record-store.ts'
import { type Entry, Frame } from './frame.ts'
import type { MetricPlan } from './metric-plan.ts'
import { rollUpFrame } from './roll-up.ts'

/** Entries and cells kept in memory, together; about 100 bytes each, 60 MB in all. */
export const FRAME_WEIGHT = 600_000

/** Windows of one metric that lie at most this many windows apart are read in one stretch. */
const STRETCH_GAP = 8

/**
 * Frames by metric and window, the least recently used forgotten first. What is not here is read again from the
 * record's observations, many frames in one query, so that loading years of history needs no more memory than a day.
 */
export class FrameCache {
  private readonly store: RecordStore
  private readonly calendar: WindowCalendar
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private readonly limit: number
  private readonly frames = new Map<number, Frame>()
  /** The frame each metric was last asked for: rows of a batch mostly share one. */
  private readonly recent: (Frame | undefined)[] = []
  private weight = 0

  constructor(store: RecordStore, calendar: WindowCalendar, plans: ReadonlyMap<string, MetricPlan>, limit = FRAME_WEIGHT) {
    this.store = store
    this.calendar = calendar
    this.plans = plans
    this.limit = limit
  }

  /** The frame that holds `at`, if it is in memory. */
  find(plan: MetricPlan, at: number): Frame | undefined {
    const recent = this.recent[plan.index]
    if (recent && at >= recent.start && at < recent.end) return recent
    const key = this.keyOf(plan, this.calendar.start(plan.period, at))
    const frame = this.frames.get(key)
    if (!frame) return undefined
    this.frames.delete(key)
    this.frames.set(key, frame)
    this.recent[plan.index] = frame
    return frame
  }

  /**
   * Reads the windows that hold these instants and are not in memory, in one query. Cells of what was read are folded
   * at once: they are what the record's points already say, so only changes from now on make new points.
   */
  async load(wanted: readonly { readonly plan: MetricPlan; readonly at: number }[]): Promise<void> {
    const fresh: Frame[] = []
    for (const { plan, at } of wanted) {
      if (this.find(plan, at)) continue
      const start = this.calendar.start(plan.period, at)
      const frame = new Frame(plan, start, this.calendar.end(plan.period, start))
      this.frames.set(this.keyOf(plan, start), frame)
      this.recent[plan.index] = frame
      fresh.push(frame)
    }
    if (fresh.length === 0) return
    try {
      const isFresh = new Set(fresh)
      for (const observation of await this.store.loadObservations(stretches(fresh))) {
        const plan = this.plans.get(observation.metric)
        const place = plan?.placeOf.get(observation.area)
        const frame = plan && this.find(plan, observation.at)
        if (place?.reports && frame && isFresh.has(frame)) frame.say(place.index, entryOf(observation))
      }
    } catch (fault) {
      for (const frame of fresh) this.forget(frame)
      throw fault
    }
    for (const frame of fresh) {
      rollUpFrame(frame)
      this.recount(frame)
    }
  }

  /** Weighs a frame that grew again, so that the cache can keep its bound. */
  recount(frame: Frame): void {
    const weight = frame.weight()
    this.weight += weight - frame.counted
    frame.counted = weight
  }

  /** Forgets the least recently used frames beyond the bound. Call it between groups: no frame in hand may be forgotten. */
  trim(): void {
    if (this.weight <= this.limit) return
    for (const frame of this.frames.values()) {
      this.forget(frame)
      if (this.weight <= this.limit * 0.8) break
    }
  }

  /** How much of its bound is taken. */
  share(): number {
    return this.weight / this.limit
  }

  /** Forgets everything: what the record holds is in doubt, and is read again. */
  clear(): void {
    this.frames.clear()
    this.recent.length = 0
    this.weight = 0
  }

  private forget(frame: Frame): void {
    this.frames.delete(this.keyOf(frame.plan, frame.start))
    this.weight -= frame.counted
    if (this.recent[frame.plan.index] === frame) this.recent[frame.plan.index] = undefined
  }

  /** Windows start on whole seconds, so that metric and start fit one exact number. */
  private keyOf(plan: MetricPlan, start: number): number {
    return (start / 1000) * this.plans.size + plan.index
  }
}

function entryOf(observation: StoredObservation): Entry {
  return {
    at: observation.at,
    source: observation.source,
    numerator: observation.value ?? (observation.numerator as number),
    denominator: observation.value === undefined ? (observation.denominator as number) : 1,
    conflict: observation.standing === 'conflict',
  }
}

/** Joins windows of one metric that are close together, so that the record is asked for few stretches of time. */
export function stretches(frames: readonly Pick<Frame, 'plan' | 'start' | 'end'>[]): readonly ObservationWindow[] {
  const inOrder = [...frames].sort((a, b) => a.plan.index - b.plan.index || a.start - b.start)
  const found: { metric: string; from: number; to: number }[] = []
  for (const { plan, start, end } of inOrder) {
    const last = found[found.length - 1]
    if (last?.metric === plan.id && start - last.to <= STRETCH_GAP * STEP_MS[plan.period]) last.to = end
    else found.push({ metric: plan.id, from: start, to: end })
  }
  return found
}

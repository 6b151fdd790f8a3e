import { STEP_MS } from '#contract/duration.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { ObservationWindow, RecordStore, StoredObservation } from '../record/record-store.ts'
import { type Entry, Frame } from './frame.ts'
import type { MetricPlan } from './metric-plan.ts'
import { rollUpFrame } from './roll-up.ts'

/** What an entry or a cell takes in memory, in bytes. */
const BYTES_EACH = 150

/** Entries and cells of past windows kept in memory, together: 90 MB. */
export const PAST_WEIGHT = 600_000

/** How much of the heap the windows that are being told of may take. */
const SHARE_OF_HEAP = 0.25

/** A window is still being told of for this long after its end, in ms. */
const TOLD_FOR_MS = 120_000

/** Entries and cells that may be in memory, together. */
export interface FrameRoom {
  /** Of windows that are over: only corrections and tales of the past come to them. */
  readonly past: number
  /** Of all windows: those that are being told of stay while they fit, since each of them is asked for again and again. */
  readonly all: number
}

/** What fits a heap of so many bytes. A city whose open windows need more than that is read from the record for every row. */
export function frameRoomOf(heapBytes: number): FrameRoom {
  return { past: PAST_WEIGHT, all: Math.max(PAST_WEIGHT, Math.floor((heapBytes * SHARE_OF_HEAP) / BYTES_EACH)) }
}

const NONE: ReadonlySet<Frame> = new Set()

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
  private readonly room: FrameRoom
  private readonly frames = new Map<number, Frame>()
  /** The frame each metric was last asked for: rows of a batch mostly share one. */
  private readonly recent: (Frame | undefined)[] = []
  private weight = 0
  /** By metric, the end of the newest window that can have rows in the record; undefined while that is not known. */
  private ends: number[] | undefined

  constructor(
    store: RecordStore,
    calendar: WindowCalendar,
    plans: ReadonlyMap<string, MetricPlan>,
    room: FrameRoom = { past: PAST_WEIGHT, all: PAST_WEIGHT },
  ) {
    this.store = store
    this.calendar = calendar
    this.plans = plans
    this.room = room
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
      const told = await this.toldBefore(fresh)
      const isFresh = new Set(told)
      const stored = told.length > 0 ? await this.store.loadObservations(stretches(told)) : []
      for (const observation of stored) {
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

  /**
   * Those of fresh frames of which the record can hold rows: a window that is newer than all its metric was ever told of has none.
   * Whoever leads knows all that the record holds, since nobody else writes to it.
   */
  private async toldBefore(fresh: readonly Frame[]): Promise<readonly Frame[]> {
    this.ends ??= await this.endsOfRecord()
    const { ends } = this
    const told = fresh.filter(({ plan, start }) => start < (ends[plan.index] ?? Number.NEGATIVE_INFINITY))
    for (const { plan, end } of fresh) ends[plan.index] = Math.max(end, ends[plan.index] ?? Number.NEGATIVE_INFINITY)
    return told
  }

  private async endsOfRecord(): Promise<number[]> {
    const ends: number[] = []
    for (const { metric, at } of await this.store.newestObservations()) {
      const plan = this.plans.get(metric)
      if (plan) ends[plan.index] = at + 1
    }
    return ends
  }

  /** Weighs a frame that grew again, so that the cache can keep its bound. */
  recount(frame: Frame): void {
    const weight = frame.weight()
    this.weight += weight - frame.counted
    frame.counted = weight
  }

  /**
   * Forgets the least recently used frames beyond the room there is: those of past windows first. Call it between groups: no frame
   * in hand may be forgotten, and none of `held`, whose rows are not in the record yet.
   */
  trim(now: number, held: ReadonlySet<Frame> = NONE): void {
    const { past, all } = this.room
    if (this.weight > past) this.forgetTo(past * 0.8, ({ end }) => end + TOLD_FOR_MS < now, held)
    if (this.weight > all) this.forgetTo(all * 0.8, () => true, held)
  }

  private forgetTo(weight: number, isMeant: (frame: Frame) => boolean, held: ReadonlySet<Frame>): void {
    for (const frame of this.frames.values()) {
      if (this.weight <= weight) return
      if (isMeant(frame) && !held.has(frame)) this.forget(frame)
    }
  }

  /** How much of what the past may take is taken: it fills up with time. More than all of it is of windows that are being told of. */
  share(): number {
    return this.weight / this.room.past
  }

  /** Forgets everything: what the record holds is in doubt, and is read again. */
  clear(): void {
    this.frames.clear()
    this.recent.length = 0
    this.weight = 0
    this.ends = undefined
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

import {
  type FoundHours,
  type FoundRevised,
  type HourQuery,
  type HourStore,
  type HoursKept,
  type HoursReach,
  type KeptHour,
  MOST_MISSING,
  type RevisedQuery,
  type RevisedWindow,
} from './hour-store.ts'
import type { StoredPoint } from './record-store.ts'

/** The kept hours of a record in memory; `points` are all of its points, every revision. */
export class MemoryHours implements HourStore {
  private state: HoursKept | undefined
  private turn = 0
  private hours: KeptHour[] = []
  private readonly points: () => Iterable<StoredPoint>

  constructor(points: () => Iterable<StoredPoint>) {
    this.points = points
  }

  async kept(): Promise<HoursKept | undefined> {
    return this.state
  }

  async keep(hours: readonly KeptHour[], before: HoursKept | undefined, after: HoursReach): Promise<boolean> {
    if (before?.turn !== this.state?.turn) return false
    if (before?.timeZone !== after.timeZone) this.hours = []
    this.turn += 1
    this.state = { ...after, turn: this.turn }
    this.hours.push(...hours)
    return true
  }

  async find({ metric, areas, from, to, asOf = Number.MAX_SAFE_INTEGER }: HourQuery): Promise<FoundHours> {
    if (!this.state) return { hours: [], revised: [] }
    let head = 0
    for (const { revision } of this.points()) head = Math.max(head, revision)
    if (Math.min(head, asOf) - this.state.revision > MOST_MISSING) return { hours: [], revised: [] }
    const isAsked = (found: { metric: string; area: string; windowStart: number }): boolean =>
      found.metric === metric && areas.includes(found.area) && found.windowStart >= from && found.windowStart < to
    const newest = new Map<string, KeptHour>()
    for (const hour of this.hours) {
      const name = `${hour.area}/${hour.windowStart}`
      if (isAsked(hour) && hour.since <= asOf && hour.since >= (newest.get(name)?.since ?? 0)) newest.set(name, hour)
    }
    const revised = new Map<string, RevisedWindow>()
    for (const window of this.revisedBy({ ...this.state, after: this.state.revision, upTo: asOf })) {
      const name = `${window.area}/${window.windowStart}`
      if (isAsked(window) && !revised.has(name)) revised.set(name, window)
    }
    return { hours: [...newest.values()], revised: [...revised.values()] }
  }

  async revised({ most, ...asked }: RevisedQuery): Promise<FoundRevised> {
    const windows = this.revisedBy(asked)
    const tooFar = windows[most]
    if (!tooFar) return { windows, upTo: asked.upTo }
    const upTo = Math.max((windows[0] as RevisedWindow).revision, tooFar.revision - 1)
    return { windows: windows.filter(({ revision }) => revision <= upTo), upTo }
  }

  /** Forgets the hours of what is dropped. */
  drop(before: number): void {
    this.turn += 1
    this.state = this.state && { ...this.state, turn: this.turn }
    this.hours = this.hours.filter(({ windowStart }) => windowStart >= before)
  }

  async pointsBefore(at: number): Promise<number | undefined> {
    let last: number | undefined
    for (const { windowStart } of this.points()) if (windowStart < at && windowStart >= (last ?? windowStart)) last = windowStart
    return last === undefined ? undefined : Math.min(at, last + 1)
  }

  private revisedBy({ after, upTo, from, to }: Omit<RevisedQuery, 'most'>): readonly RevisedWindow[] {
    const found: RevisedWindow[] = []
    for (const { metric, area, windowStart, revision } of this.points())
      if (revision > after && revision <= upTo && windowStart >= from && windowStart < to)
        found.push({ metric, area, windowStart, revision })
    return found.sort((a, b) => a.revision - b.revision)
  }
}

import { randomUUID } from 'node:crypto'
import type { IngestAnswer } from '#contract/observation.ts'
import { MemoryHours } from './memory-hours.ts'
import type {
  FollowedRevision,
  ObservationBatch,
  ObservationWindow,
  PastMoment,
  PointQuery,
  RecordStore,
  RevisedPoints,
  RevisionCommit,
  Source,
  StoredEvent,
  StoredObservation,
  StoredPoint,
} from './record-store.ts'

/** Observations are kept in buckets of this length, so that a window is found without walking through the years. */
const BUCKET_MS = 3_600_000

/** A record in memory, for tests and benches: the same promises as the one on PostgreSQL, but for outliving the process. */
export interface MemoryStore extends RecordStore {
  /** Every event committed, oldest first, with its revision. */
  readonly events: readonly (StoredEvent & { readonly revision: number })[]
  /** Every observation ever said, corrected ones included, in order of commit. */
  readonly said: readonly StoredObservation[]
}

/** Makes an empty record in memory. */
export function memoryStore(): MemoryStore {
  return new InMemory()
}

interface SeriesPoints {
  /** Starts of the base windows, ascending. */
  readonly starts: number[]
  /** Revisions of each window, oldest first, in the order of `starts`. */
  readonly revisions: StoredPoint[][]
}

interface Batch {
  readonly touched: readonly { readonly metric: string; readonly at: number }[]
}

class InMemory implements MemoryStore {
  readonly epoch: string = randomUUID()
  readonly hours = new MemoryHours(() => this.everyPoint())
  readonly events: (StoredEvent & { readonly revision: number })[] = []
  readonly said: StoredObservation[] = []
  private revision = 0
  private readonly committedAt: number[] = []
  private readonly marks = new Map<string, number>()
  private readonly sourcesById = new Map<number, Source & { tokenHash: string }>()
  private readonly answering = new Map<string, { metric: string; area: string; source: number }>()
  private readonly answers = new Map<string, { bodyHash: string; answer: IngestAnswer }>()
  private readonly observations = new Map<string, Map<number, Map<string, StoredObservation>>>()
  private readonly points = new Map<string, Map<string, SeriesPoints>>()
  private readonly unrolled = new Map<number, Batch>()
  private batches = 0

  async head(): Promise<number> {
    return this.revision
  }

  async rolledHead(): Promise<number> {
    return this.revision
  }

  async revisionsAfter(after: number, limit: number): Promise<readonly FollowedRevision[]> {
    const upTo = Math.min(this.revision, after + limit)
    const byRevision = new Map<number, StoredPoint[]>()
    for (let revision = after + 1; revision <= upTo; revision++) byRevision.set(revision, [])
    for (const point of this.everyPoint()) byRevision.get(point.revision)?.push(point)
    return [...byRevision].map(([revision, points]) => ({
      ...{ revision, at: this.committedAt[revision - 1] as number, points },
      events: this.events.filter((event) => event.revision === revision),
    }))
  }

  async revisionAt(at: number): Promise<number> {
    return this.committedAt.findLastIndex((committedAt) => committedAt <= at) + 1
  }

  async begunAt(): Promise<number | undefined> {
    return this.committedAt[0]
  }

  async findSource(tokenHash: string): Promise<Source | undefined> {
    const found = [...this.sourcesById.values()].find((source) => source.tokenHash === tokenHash)
    return found && publicSource(found)
  }

  async sources(): Promise<readonly Source[]> {
    return [...this.sourcesById.values()].map(publicSource)
  }

  async addSource(name: string, tokenHash: string): Promise<Source> {
    if (this.sourceNamed(name)) throw new Error(`A source named ${name} is there already.`)
    const source = { id: this.sourcesById.size + 1, name, disabled: false, tokenHash }
    this.sourcesById.set(source.id, source)
    return publicSource(source)
  }

  async setSourceDisabled(name: string, disabled: boolean): Promise<boolean> {
    const source = this.sourceNamed(name)
    if (!source) return false
    this.sourcesById.set(source.id, { ...source, disabled })
    return true
  }

  async replaceToken(name: string, tokenHash: string): Promise<Source | undefined> {
    const source = this.sourceNamed(name)
    if (!source) return undefined
    this.sourcesById.set(source.id, { ...source, tokenHash })
    return publicSource(source)
  }

  async authorities() {
    return [...this.answering.values()]
  }

  async findAnswer(source: number, key: string) {
    return this.answers.get(`${source}/${key}`)
  }

  async loadObservations(windows: readonly ObservationWindow[]): Promise<readonly StoredObservation[]> {
    const found: StoredObservation[] = []
    for (const { metric, from, to } of windows) {
      for (const bucket of this.bucketsOf(metric, from, to)) {
        for (const observation of bucket.values()) if (observation.at >= from && observation.at < to) found.push(observation)
      }
    }
    return found
  }

  async newestObservations(): Promise<readonly { readonly metric: string; readonly at: number }[]> {
    const newest = new Map<string, number>()
    for (const { metric, at } of this.said) newest.set(metric, Math.max(at, newest.get(metric) ?? at))
    return [...newest].map(([metric, at]) => ({ metric, at }))
  }

  async commitBatches(batches: readonly ObservationBatch[]): Promise<readonly number[]> {
    return batches.map((batch) => {
      const { source, observations, authorities, idempotency } = batch
      for (const observation of observations) this.keep(observation)
      for (const { metric, area } of authorities) {
        const figure = `${metric}@${area}`
        if (!this.answering.has(figure)) this.answering.set(figure, { metric, area, source })
      }
      if (idempotency) {
        const { key, bodyHash, answer } = idempotency
        this.answers.set(`${source}/${key}`, { bodyHash, answer })
      }
      this.batches += 1
      this.unrolled.set(this.batches, { touched: observations.map(({ metric, at }) => ({ metric, at })) })
      return this.batches
    })
  }

  async unrolledBatches() {
    return [...this.unrolled].map(([batch, { touched }]) => ({ batch, touched }))
  }

  newMark(): string {
    return randomUUID()
  }

  async commitRevision(commit: RevisionCommit): Promise<number> {
    this.revision += 1
    const { revision } = this
    this.committedAt.push(commit.at)
    this.marks.set(commit.mark, revision)
    for (const point of commit.points) this.keepPoint({ ...point, revision })
    for (const event of commit.events) this.events.push({ ...event, revision })
    for (const batch of commit.rolledBatches) this.unrolled.delete(batch)
    return revision
  }

  async revisionOf({ mark }: Pick<RevisionCommit, 'mark'>): Promise<number | undefined> {
    return this.marks.get(mark)
  }

  async newestPoints(windows: number, past?: PastMoment): Promise<readonly StoredPoint[]> {
    const found: StoredPoint[] = []
    if (past) {
      for (const { starts, revisions } of this.points.get(past.metric)?.values() ?? []) {
        const known = revisions
          .slice(0, firstAtOrAfter(starts, past.before))
          .flatMap((window) => window.findLast(({ revision }) => revision <= past.asOf) ?? [])
        found.push(...known.slice(-windows))
      }
      return found
    }
    for (const areas of this.points.values()) {
      for (const { revisions } of areas.values()) {
        for (const window of revisions.slice(-windows)) found.push(window[window.length - 1] as StoredPoint)
      }
    }
    return found
  }

  async loadPoints({ metric, areas, from, to, asOf, limit }: PointQuery): Promise<readonly StoredPoint[]> {
    const found: StoredPoint[] = []
    for (const area of [...new Set(areas)].sort()) {
      const series = this.points.get(metric)?.get(area)
      if (!series) continue
      for (let index = firstAtOrAfter(series.starts, from); index < series.starts.length && found.length < limit; index++) {
        if ((series.starts[index] as number) >= to) break
        const known = series.revisions[index]?.findLast(({ revision }) => asOf === undefined || revision <= asOf)
        if (known) found.push(known)
      }
    }
    return found
  }

  async loadRevisions(metric: string, after: number, upTo: number): Promise<readonly RevisedPoints[]> {
    const found: StoredPoint[] = []
    for (const { revisions } of this.points.get(metric)?.values() ?? []) {
      for (const window of revisions)
        for (const point of window) if (point.revision > after && point.revision <= upTo) found.push(point)
    }
    return [...Map.groupBy(found, ({ revision }) => revision)]
      .sort(([a], [b]) => a - b)
      .map(([revision, points]) => ({ revision, at: this.committedAt[revision - 1] as number, points }))
  }

  async loadFrames(windows: readonly ObservationWindow[], asOf?: number): Promise<readonly StoredPoint[]> {
    const found: StoredPoint[] = []
    for (const { metric, from, to } of windows) {
      const areas = [...(this.points.get(metric)?.keys() ?? [])]
      const query = { metric, areas, from, to, limit: Number.POSITIVE_INFINITY, ...(asOf !== undefined && { asOf }) }
      for (const point of await this.loadPoints(query)) found.push(point)
    }
    return found
  }

  async dropBefore(before: number): Promise<readonly string[]> {
    const dropped: string[] = []
    this.hours.drop(before)
    for (const [metric, buckets] of this.observations) {
      const old = [...buckets.keys()].filter((bucket) => (bucket + 1) * BUCKET_MS <= before)
      for (const bucket of old) buckets.delete(bucket)
      if (old.length > 0) dropped.push(`observations of ${metric}`)
    }
    for (const [metric, areas] of this.points) {
      let isDropped = false
      for (const { starts, revisions } of areas.values()) {
        const count = firstAtOrAfter(starts, before)
        starts.splice(0, count)
        revisions.splice(0, count)
        isDropped ||= count > 0
      }
      if (isDropped) dropped.push(`points of ${metric}`)
    }
    return dropped
  }

  async close(): Promise<void> {}

  private *everyPoint(): Generator<StoredPoint> {
    for (const areas of this.points.values())
      for (const { revisions } of areas.values()) for (const window of revisions) yield* window
  }

  private sourceNamed(name: string) {
    return [...this.sourcesById.values()].find((source) => source.name === name)
  }

  private keep(observation: StoredObservation): void {
    const { metric, area, at, source } = observation
    this.said.push(observation)
    let buckets = this.observations.get(metric)
    if (!buckets) {
      buckets = new Map()
      this.observations.set(metric, buckets)
    }
    const number = Math.floor(at / BUCKET_MS)
    let bucket = buckets.get(number)
    if (!bucket) {
      bucket = new Map()
      buckets.set(number, bucket)
    }
    bucket.set(`${area}/${at}/${source}`, observation)
  }

  private *bucketsOf(metric: string, from: number, to: number): Generator<Map<string, StoredObservation>> {
    const buckets = this.observations.get(metric)
    if (!buckets) return
    const first = Math.floor(from / BUCKET_MS)
    const last = Math.floor((to - 1) / BUCKET_MS)
    if (last - first > buckets.size) {
      for (const [number, bucket] of buckets) if (number >= first && number <= last) yield bucket
      return
    }
    for (let number = first; number <= last; number++) {
      const bucket = buckets.get(number)
      if (bucket) yield bucket
    }
  }

  private keepPoint(point: StoredPoint): void {
    let areas = this.points.get(point.metric)
    if (!areas) {
      areas = new Map()
      this.points.set(point.metric, areas)
    }
    let series = areas.get(point.area)
    if (!series) {
      series = { starts: [], revisions: [] }
      areas.set(point.area, series)
    }
    const index = firstAtOrAfter(series.starts, point.windowStart)
    if (series.starts[index] === point.windowStart) series.revisions[index]?.push(point)
    else {
      series.starts.splice(index, 0, point.windowStart)
      series.revisions.splice(index, 0, [point])
    }
  }
}

function publicSource({ id, name, disabled }: Source): Source {
  return { id, name, disabled }
}

/** Index of the first entry of ascending `starts` at or after `at`. */
function firstAtOrAfter(starts: readonly number[], at: number): number {
  if (starts.length === 0 || (starts[starts.length - 1] as number) < at) return starts.length
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}

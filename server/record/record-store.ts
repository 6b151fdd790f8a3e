/**
 * The port of the record: append-only storage of what was said (observation), what was true (point) and what was done
 * (event). One implementation speaks to PostgreSQL, one lives in memory for tests; both keep `recordStoreContract`.
 * Times are epoch ms UTC. Metrics and areas are the catalogue's ids and codes.
 */
import type { Step } from '#contract/duration.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { TracePlace } from '../tracing/tracing.ts'
import type { HourStore } from './hour-store.ts'

/** A source: one feed of the hub, known by its token. Only the token's SHA-256 (hex) is ever stored. */
export interface Source {
  readonly id: number
  readonly name: string
  readonly disabled: boolean
}

/** What an observation says: a value, or a numerator and denominator. Exactly one of the two forms is there. */
export type Said =
  | { readonly value: number; readonly numerator?: undefined; readonly denominator?: undefined }
  | { readonly value?: undefined; readonly numerator: number; readonly denominator: number }

/** One observation of the record. `standing` is `conflict` when another source answers for the figure (一数一源). */
export type StoredObservation = Said & {
  readonly metric: string
  readonly area: string
  /** The time the source gave, epoch ms. */
  readonly at: number
  readonly source: number
  readonly standing: 'authoritative' | 'conflict'
}

/** One batch as committed: all of it or nothing. */
export interface ObservationBatch {
  readonly source: number
  readonly receivedAt: number
  /** New rows and corrections only; duplicates are not stored again. */
  readonly observations: readonly StoredObservation[]
  /** Figures this source becomes answerable for with this batch: the first to report a figure answers for it. */
  readonly authorities: readonly { readonly metric: string; readonly area: string }[]
  /** Stored with the batch, so that a retry with the same key gets the same answer and takes nothing in twice. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string; readonly answer: IngestAnswer }
}

/** All observations of one metric with from ≤ at < to. */
export interface ObservationWindow {
  readonly metric: string
  readonly from: number
  readonly to: number
}

/**
 * One point as stored: a series' folded state for one base window. numerator ÷ denominator where `divided`.
 * Under the name `metric/step` the hub keeps parts of running totals (the hours of today) in the same form: `reported` 1
 * says that the part is true, 0 that it must be folded again from the base windows.
 */
export interface StoredPoint {
  readonly metric: string
  readonly area: string
  readonly windowStart: number
  /** Folded quantity: `numerator` alone for undivided metrics (denominator 1). */
  readonly numerator: number
  readonly denominator: number
  /** Newest observation folded in, epoch ms. */
  readonly observedAt: number
  readonly reported: number
  readonly expected: number
  readonly revision: number
}

/**
 * What was done or happened. The hub writes `freshness` (base keys of series by the freshness they changed to), `settled`
 * (windows shown without all members, since their grace was over), `opened` (running totals that began anew) and `led` (another
 * server began to lead, and every figure was told again); later
 * parts add their own kinds.
 */
export interface StoredEvent {
  readonly kind: string
  readonly at: number
  readonly body: unknown
}

export interface RevisionCommit {
  readonly at: number
  /** From `newMark`, another for each commit: by it its writer recognises it should the answer get lost. */
  readonly mark: string
  readonly points: readonly Omit<StoredPoint, 'revision'>[]
  readonly events: readonly StoredEvent[]
  /** Batches whose effect is in these points; they are never rolled up again. */
  readonly rolledBatches: readonly number[]
  /** What telling of it is part of, where it is traced: called out to those who follow, and stored nowhere. */
  readonly place?: TracePlace
}

/** What a history reader asks: the points of one metric in some areas, from ≤ windowStart < to, as known at `asOf`. */
export interface PointQuery {
  readonly metric: string
  readonly areas: readonly string[]
  readonly from: number
  readonly to: number
  /** Newest revision the reader may know; undefined is the newest. */
  readonly asOf?: number
  readonly limit: number
}

/**
 * Thrown by every writing or reading method when the storage cannot do it. `code` is `record/full` when the disk is
 * full, else `record/unavailable`. Nothing of the batch was taken in.
 */
export class RecordFault extends Error {
  readonly code: Extract<ErrorCode, 'record/full' | 'record/unavailable'>
  constructor(code: Extract<ErrorCode, 'record/full' | 'record/unavailable'>, cause?: unknown) {
    super(code, { cause })
    this.name = 'RecordFault'
    this.code = code
  }
}

/** The record as it was known at a revision, of one metric, with windows that start before `before` alone. */
export interface PastMoment {
  readonly metric: string
  readonly asOf: number
  readonly before: number
}

/** What one revision said, of one metric or of all. */
export interface RevisedPoints {
  readonly revision: number
  /** When it was committed, epoch ms. */
  readonly at: number
  readonly points: readonly StoredPoint[]
}

/** All that one revision of figures said and told. */
export interface FollowedRevision extends RevisedPoints {
  readonly events: readonly StoredEvent[]
}

export interface RecordStore {
  /** Identity of this record; a restored or forked record gets a new one. */
  readonly epoch: string
  /** Hours of history kept beside the points. */
  readonly hours: HourStore
  /** The newest committed revision, 0 for an empty record. */
  head(): Promise<number>
  /** The newest revision of figures: what people do is numbered in between, and is not counted here. 0 before the first. */
  rolledHead(): Promise<number>
  /** The revisions of figures after one, oldest first: what a server that follows another reads. */
  revisionsAfter(after: number, limit: number): Promise<readonly FollowedRevision[]>
  /** The revision that was newest at `at` (epoch ms), for `asOf` given as a time. */
  revisionAt(at: number): Promise<number>
  /** When the first revision was committed, epoch ms; undefined for an empty record. Nothing was known before. */
  begunAt(): Promise<number | undefined>

  findSource(tokenHash: string): Promise<Source | undefined>
  sources(): Promise<readonly Source[]>
  /** Creates a source. Throws Error when the name is taken. */
  addSource(name: string, tokenHash: string): Promise<Source>
  setSourceDisabled(name: string, disabled: boolean): Promise<boolean>
  /** Gives an existing source a new token and returns it, or undefined when there is none of that name. */
  replaceToken(name: string, tokenHash: string): Promise<Source | undefined>

  /** Which source answers for which figure, whole (one entry per metric × reporting area ever reported). */
  authorities(): Promise<readonly { readonly metric: string; readonly area: string; readonly source: number }[]>
  /** The answer given to an earlier request of this source under this key. */
  findAnswer(source: number, key: string): Promise<{ readonly bodyHash: string; readonly answer: IngestAnswer } | undefined>

  /** Effective observations (the newest said by each source for each metric, area and time) of the windows. */
  loadObservations(windows: readonly ObservationWindow[]): Promise<readonly StoredObservation[]>
  /** The time of the newest observation of each metric, of all sources; metrics never told of are left out. */
  newestObservations(): Promise<readonly { readonly metric: string; readonly at: number }[]>
  /** Commits a group of batches in one transaction, durable when it resolves; returns their numbers in order. */
  commitBatches(batches: readonly ObservationBatch[]): Promise<readonly number[]>
  /** Batches committed but not yet rolled up, oldest first, with the windows they touch (metric and times). */
  unrolledBatches(): Promise<
    readonly { readonly batch: number; readonly touched: readonly { readonly metric: string; readonly at: number }[] }[]
  >

  /** A name nobody else uses for a commit. */
  newMark(): string
  /** Commits points and events under the next revision, in revision order, and returns that revision. */
  commitRevision(commit: RevisionCommit): Promise<number>
  /** The revision of a commit whose answer got lost; undefined when it was never made. */
  revisionOf(commit: Pick<RevisionCommit, 'mark' | 'at'>): Promise<number | undefined>
  /** For each series of the record its newest windows (up to `windows` of them, newest revision of each). */
  newestPoints(windows: number, past?: PastMoment): Promise<readonly StoredPoint[]>
  /** Newest revision ≤ asOf of each base window asked for, ordered by area and windowStart. */
  loadPoints(query: PointQuery): Promise<readonly StoredPoint[]>
  /** Base-window points of all areas of the metrics with from ≤ windowStart < to: rebuilds running totals after a start. */
  loadFrames(windows: readonly ObservationWindow[], asOf?: number): Promise<readonly StoredPoint[]>
  /** The points of a metric by the revisions that made them, with after < revision ≤ upTo, oldest first. */
  loadRevisions(metric: string, after: number, upTo: number): Promise<readonly RevisedPoints[]>

  /** Drops observation and point partitions that end before `before`. Returns the names dropped. */
  dropBefore(before: number): Promise<readonly string[]>
  close(): Promise<void>
}

/** Steps points are stored at: only a metric's own period. Longer windows are folded when read. */
export type BaseStep = Step

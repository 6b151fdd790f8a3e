/**
 * What the hub is to those around it: the door hands it rows, the clock ticks it, live and the API read it.
 * The hub knows no Fastify, no Socket.IO and no timer: clock and store are handed in.
 */
import type { AreaTree, MetricAreas } from '#contract/catalogue.ts'
import type { Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { TracePlace } from '../tracing/tracing.ts'

/** The catalogue as the hub uses it: looked up, with each metric's areas worked out once. */
export interface CityModel {
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly metrics: ReadonlyMap<string, Metric>
  metricAreas(metric: string): MetricAreas
}

/** A row as it came: checked by the gate, not before. */
export type RawRow = unknown

export interface IngestRequest {
  readonly source: { readonly id: number; readonly name: string }
  readonly receivedAt: number
  readonly rows: readonly RawRow[]
  /** Added to every index of a rejection: how many rows of the request came before this part. */
  readonly firstIndex: number
  /**
   * A retry under the same key and body hash gets the first answer and takes nothing in twice. A key belongs to one
   * part: the door hands it on only with a request it can hold whole, and refuses or ignores it on a streamed one.
   */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string }
  /** What the taking in is part of, where it is traced. */
  readonly place?: TracePlace
}

/**
 * One commit as readers see it. The first tick after a start tells every figure again in `latest`, since nobody knows
 * what readers were told of freshness before.
 */
export interface Commit {
  readonly revision: number
  readonly at: number
  /** Every revision of every base-window point in this commit, past windows included (for `every` views). */
  readonly revised: readonly Point[]
  /** Series whose newest settled point, running total or freshness changed (for `latest` views and /latest). */
  readonly latest: readonly Point[]
  /** What telling of it is part of, where it is traced. */
  readonly place?: TracePlace
}

/** How full what the hub keeps at hand is, as a part of its bound, which it may pass by a little: full, it takes no more memory. */
export interface KeptShares {
  /** Windows that are being told of, with what was said of them; the oldest fifth is forgotten at the bound. */
  readonly windows: number
  /** The newest commits, for readers who come back. */
  readonly commits: number
}

export interface HistoryRequest {
  readonly metric: string
  readonly area: string
  readonly from: number
  readonly to: number
  readonly step: Step
  readonly asOf?: number
}

export interface Hub {
  readonly epoch: string
  readonly model: CityModel
  /** The newest committed revision. */
  revision(): number
  /** Resolves after the commit. Throws Refusal (`request/key-reused`) or RecordFault; then nothing was taken in. */
  ingest(request: IngestRequest): Promise<IngestAnswer>
  /** True while so many rows wait that whoever begins to send more had better come later. What is sent all the same waits as well. */
  isFull(): boolean
  /**
   * The newest settled point of a live series with its freshness now; an `empty` point where nothing was observed.
   * Freshness is that of the newest observation of the series in any window, so that a figure waiting for its grace is
   * not called late while its feed is on time. Throws Refusal for a key that `has` denies; see `resolveSeries`.
   */
  latest(key: SeriesKey): Point
  /** True when the series is one of the model's and kept live. */
  has(key: SeriesKey): boolean
  /** Calls back after each commit, in revision order. Returns the undo. */
  onCommit(listener: (commit: Commit) => void): () => void
  /** Commits after `revision`, oldest first, or undefined when they are not all at hand any more. */
  commitsSince(revision: number): readonly Commit[] | undefined
  /**
   * Points of a series, oldest first: every window of `step` with a part in [from, to), folded whole. The coverage of a
   * longer window is that of its least covered base window; freshness is that at the window's end, or now.
   * Throws Refusal for a step the metric's period does not nest in, and for too many.
   */
  history(request: HistoryRequest): Promise<readonly Point[]>
  /** Says that a figure was handed to another source in the record: who answers is read again before the next rows. */
  handedOver(): void
  /** True for a revision that another server may have committed and that is not known here yet; never where there is no other. */
  mayHold(revision: number): boolean
  /** True while the record of several servers cannot be heard here: what is shown may be old, and nobody says so. */
  isCutOff(): boolean
  /** How full what is kept at hand is: by so much memory may still grow. */
  kept(): KeptShares
  /** Settles windows whose grace is over and commits freshness changes. Driven by the process about four times a second. */
  tick(): Promise<void>
  /** Resolves when all accepted work is rolled up and committed. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * The hub of one of several servers on one record. It follows what the leader commits, figure by figure and at the same
 * revisions, until it leads itself.
 */
export interface MemberHub extends Hub {
  /** From now on this server rolls up: first it reads what others committed, then it rolls up what they acknowledged. */
  lead(): void
  /** Another server leads: what waits here is refused with NotLeading, and what that one commits is followed. */
  follow(): void
  /**
   * Says what telling of a revision is part of that the leader made and that is not followed here yet; nothing comes of it
   * where this server traces nothing, or knows the revision already.
   */
  noteTraced(revision: number, place: TracePlace): void
}

import { type Static, Type } from 'typebox'
import type { Point } from './point.ts'
import { type SeriesKey, SeriesRefSchema } from './series.ts'
import type { Moves, Track, Tracked, Untrack } from './track.ts'
import type { MatterPatch, Unwatch, Watch, Watched } from './watch.ts'

/** Socket.IO namespace of the live city. */
export const LIVE_NAMESPACE = '/live'

/** Patches leave at most this often: four a second is the fastest rate at which people read changing digits. */
export const TICK_MS = 250

/** The server beats this often on every socket, so that a screen knows a quiet city from a dead line. */
export const BEAT_MS = 500

/** A screen that heard nothing for this long is not live: three beats missed. */
export const DEAD_AFTER_MS = 1_500

/** Most series one view may have, and most views one socket may have. */
export const MAX_VIEW_SERIES = 20_000
export const MAX_VIEWS = 16

/**
 * `latest`: values between two patches may be skipped (figures). `every`: each revision of each point arrives (trends).
 */
export const ModeSchema = Type.Union([Type.Literal('latest'), Type.Literal('every')])
export type Mode = Static<typeof ModeSchema>

export const EncodingSchema = Type.Union([Type.Literal('json'), Type.Literal('binary')])
export type Encoding = Static<typeof EncodingSchema>

export const SubscribeSchema = Type.Object(
  {
    series: Type.Array(SeriesRefSchema, { minItems: 1, maxItems: MAX_VIEW_SERIES }),
    mode: Type.Optional(ModeSchema),
    encoding: Type.Optional(EncodingSchema),
  },
  { additionalProperties: false, $id: 'subscribe' },
)
export type Subscribe = Static<typeof SubscribeSchema>

/** What `resume` sends: the view as for `subscribe` (or the id of one this socket still has) and the cursor it stopped at. */
export const ResumeSchema = Type.Object(
  {
    view: Type.Optional(Type.String({ maxLength: 64 })),
    series: Type.Optional(Type.Array(SeriesRefSchema, { minItems: 1, maxItems: MAX_VIEW_SERIES })),
    mode: Type.Optional(ModeSchema),
    encoding: Type.Optional(EncodingSchema),
    epoch: Type.String({ maxLength: 64 }),
    revision: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false, $id: 'resume' },
)
export type Resume = Static<typeof ResumeSchema>

export const UnsubscribeSchema = Type.Object(
  { view: Type.Optional(Type.String({ maxLength: 64 })) },
  { additionalProperties: false, $id: 'unsubscribe' },
)
export type Unsubscribe = Static<typeof UnsubscribeSchema>

/** Where a reader stands in the record: everything up to `revision` of `epoch` is known to it. */
export interface Cursor {
  readonly epoch: string
  readonly revision: number
}

/**
 * Answer to `subscribe`: the cursor, and one point for each series of the view, empty ones included.
 * `series` is the canonical order of the view; binary patches name a series by its place in it.
 */
export interface Snapshot<Points = readonly Point[]> extends Cursor {
  readonly view: string
  readonly at: number
  readonly series: readonly SeriesKey[]
  readonly points: Points
}

/** Changes of one view between two revisions. It joins a cursor only if `epoch` is equal and `from` is its revision. */
export interface Patch<Points = readonly Point[]> {
  readonly view: string
  readonly epoch: string
  readonly from: number
  readonly to: number
  readonly at: number
  readonly points: Points
}

/** The answer of a refused request on a socket. `code` is one of `ERRORS`. */
export interface SocketError {
  readonly error: { readonly code: string; readonly sentence: string }
}

/** Answer to `resume`. `snapshot-needed` means that the gap is not provably complete: subscribe again. */
export type ResumeAnswer<Points = readonly Point[]> =
  | {
      readonly status: 'resumed'
      readonly view: string
      readonly series: readonly SeriesKey[]
      readonly patches: readonly Patch<Points>[]
    }
  | { readonly status: 'snapshot-needed'; readonly view: string; readonly epoch: string; readonly revision: number }

/** Sent to a screen whose reading fell behind. `conflated`: values were skipped; `snapshot-needed`: subscribe again. */
export interface Notice {
  readonly kind: 'conflated' | 'snapshot-needed' | 'draining'
  readonly view?: string
  /** Milliseconds the screen was behind. */
  readonly behindMs?: number
}

/** Regular sign of life: the newest revision and the server's clock, epoch ms. */
export interface Beat extends Cursor {
  readonly at: number
  /** The drill this is the shadow city of; the real city never says it. */
  readonly drill?: string
}

/** Points of a snapshot or patch on the wire: JSON objects, or the columnar bytes of `patch-codec`. */
export type WirePoints = readonly Point[] | ArrayBuffer | Uint8Array

export interface ServerToClient {
  patch(patch: Patch<WirePoints>): void
  notice(notice: Notice): void
  beat(beat: Beat): void
  matters(patch: MatterPatch): void
  moves(moves: Moves): void
}

export interface ClientToServer {
  subscribe(request: Subscribe, answer: (snapshot: Snapshot<WirePoints> | SocketError) => void): void
  unsubscribe(request: Unsubscribe, answer?: (done: { view?: string } | SocketError) => void): void
  resume(request: Resume, answer: (resumed: ResumeAnswer<WirePoints> | SocketError) => void): void
  watch(request: Watch, answer: (watched: Watched | SocketError) => void): void
  unwatch(request: Unwatch, answer?: (done: { watch: string } | SocketError) => void): void
  track(request: Track, answer: (tracked: Tracked | SocketError) => void): void
  untrack(request: Untrack, answer?: (done: { track: string } | SocketError) => void): void
}

/** True when the patch continues exactly where the cursor stands. */
export function joins(cursor: Cursor, patch: Pick<Patch, 'epoch' | 'from' | 'to'>): boolean {
  return patch.epoch === cursor.epoch && patch.from === cursor.revision && patch.to >= patch.from
}

import { type Cursor, joins, type Mode, type Patch, type Snapshot, type WirePoints } from '#contract/live.ts'
import { decodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import type { SeriesKey } from '#contract/series.ts'

/**
 * One view of the line: what was asked for and where it stands.
 * - `idle`: nothing is wanted.
 * - `asking`: a request is under way; patches that overtake its answer wait in `early`. `held` is where the view stood:
 *   under `replacing` it goes on bringing figures until the new one is here, under `resuming` nothing of it is applied.
 * - `following`: patches are applied as they join the cursor.
 */
export type ViewState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'asking'
      readonly how: 'resuming' | 'replacing'
      readonly held: Following | undefined
      readonly early: readonly Patch<WirePoints>[]
    }
  | Following

export interface Following {
  readonly kind: 'following'
  readonly view: string
  readonly series: readonly SeriesKey[]
  readonly cursor: Cursor
}

/** What a view asks for. */
export interface Wanted {
  readonly mode: Mode
  readonly series: readonly ResolvedSeries[]
}

/** A snapshot taken in: where the view now stands, and all its points. Throws RangeError for bytes it cannot read. */
export function takeSnapshot(snapshot: Snapshot<WirePoints>): { readonly state: Following; readonly points: readonly Point[] } {
  const { view, series, epoch, revision } = snapshot
  return {
    state: { kind: 'following', view, series, cursor: { epoch, revision } },
    points: pointsOf(snapshot.points, series),
  }
}

/**
 * A patch taken in. `stale` was known already (a repeat), `gap` does not continue where the view stands: nothing of it
 * may be applied. Throws RangeError for bytes it cannot read.
 */
export function takePatch(
  state: Following,
  patch: Patch<WirePoints>,
): { readonly kind: 'joined'; readonly state: Following; readonly points: readonly Point[] } | { readonly kind: 'stale' | 'gap' } {
  if (!joins(state.cursor, patch)) {
    const isKnown = patch.epoch === state.cursor.epoch && patch.to <= state.cursor.revision
    return { kind: isKnown ? 'stale' : 'gap' }
  }
  const cursor = { epoch: patch.epoch, revision: patch.to }
  return { kind: 'joined', state: { ...state, cursor }, points: pointsOf(patch.points, state.series) }
}

/** Points as they came on the wire, JSON or columns. */
export function pointsOf(points: WirePoints, series: readonly SeriesKey[]): readonly Point[] {
  return points instanceof ArrayBuffer || ArrayBuffer.isView(points) ? decodePoints(points, series) : points
}

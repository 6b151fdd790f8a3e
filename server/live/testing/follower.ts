import assert from 'node:assert/strict'
import {
  type Encoding,
  joins,
  type Mode,
  type Notice,
  type Patch,
  type ResumeAnswer,
  type Snapshot,
  type WirePoints,
} from '#contract/live.ts'
import { decodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesRef } from '#contract/series.ts'
import { keyOf } from '../view.ts'
import type { Screen } from './tested-city.ts'

/**
 * A reader that keeps the reader's rules of docs/protocol.md and nothing else: what any client must do to stay true.
 * Follows one view over as many connections as it takes.
 */
export class Follower {
  readonly request: { readonly series: readonly SeriesRef[]; readonly mode: Mode; readonly encoding: Encoding }
  /** Newest known point: by series in a `latest` view, by series and window in an `every` view. */
  readonly known = new Map<string, Point>()
  cursor: { epoch: string; revision: number } | undefined
  view: string | undefined
  snapshots = 0
  resumptions = 0
  refusedPatches = 0
  #series: readonly string[] = []
  #screen: Screen | undefined
  #handled = 0
  #noticed = 0

  constructor(series: readonly SeriesRef[], mode: Mode, encoding: Encoding) {
    this.request = { series, mode, encoding }
  }

  /** Follows on a new connection: resumes where it stood, or begins with a snapshot. */
  async follow(screen: Screen): Promise<void> {
    this.#screen = screen
    this.#handled = screen.patches.length
    this.#noticed = screen.notices.length
    if (this.cursor === undefined) return this.#subscribe()
    const answer = await screen.ask<ResumeAnswer<WirePoints>>('resume', { ...this.request, ...this.cursor })
    if (answer.status === 'snapshot-needed') return this.#subscribe()
    this.resumptions += 1
    this.view = answer.view
    this.#series = answer.series
    for (const patch of answer.patches) assert(this.#apply(patch), 'the patches of a resumption join')
  }

  /** Takes in what has arrived since the last time. Subscribes anew where a patch does not join or the view was ended. */
  async read(): Promise<void> {
    const screen = this.#screen
    assert(screen, 'a follower reads after it has followed')
    const lost = screen.notices
      .slice(this.#noticed)
      .some((notice: Notice) => notice.kind === 'snapshot-needed' && notice.view === this.view)
    this.#noticed = screen.notices.length
    if (lost) return this.#subscribe()
    for (const patch of screen.patches.slice(this.#handled)) {
      this.#handled += 1
      if (patch.view !== this.view || this.#isKnown(patch) || this.#apply(patch)) continue
      this.refusedPatches += 1
      return this.#subscribe()
    }
  }

  async #subscribe(): Promise<void> {
    const screen = this.#screen
    assert(screen)
    const snapshot = await screen.ask<Snapshot<WirePoints>>('subscribe', this.request)
    this.snapshots += 1
    this.known.clear()
    this.view = snapshot.view
    this.cursor = { epoch: snapshot.epoch, revision: snapshot.revision }
    this.#series = snapshot.series
    for (const point of this.#decoded(snapshot.points)) this.#put(point)
  }

  #apply(patch: Patch<WirePoints>): boolean {
    if (!this.cursor || !joins(this.cursor, patch)) return false
    for (const point of this.#decoded(patch.points)) this.#put(point)
    this.cursor = { epoch: patch.epoch, revision: patch.to }
    return true
  }

  #isKnown(patch: Patch<WirePoints>): boolean {
    return patch.epoch === this.cursor?.epoch && patch.to <= this.cursor.revision && patch.from < this.cursor.revision
  }

  #put(point: Point): void {
    const key = this.request.mode === 'latest' ? keyOf(point) : `${keyOf(point)} ${point.window?.[0]}`
    const before = this.known.get(key)
    if (this.request.mode === 'every' && before && before.revision > point.revision) return
    this.known.set(key, point)
  }

  #decoded(points: WirePoints): readonly Point[] {
    return points instanceof ArrayBuffer || ArrayBuffer.isView(points) ? decodePoints(points, this.#series) : points
  }
}

import type { Patch } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import { Changes } from './changes.ts'
import type { View } from './view.ts'

/**
 * A quiet view whose record moves on gets a patch without points this often, so that the cursor of its readers stays
 * within the reach of `resume`.
 */
export const KEEP_UP_MS = 10_000

/** What one tick brings to the readers of a room. */
export type Flush = { readonly kind: 'nothing' } | { readonly kind: 'patch'; readonly patch: Patch } | { readonly kind: 'overflow' }

const NOTHING: Flush = { kind: 'nothing' }
const OVERFLOW: Flush = { kind: 'overflow' }

/** All readers of one view, and the chain of patches they follow: each begins where the one before it ended. */
export class Room {
  readonly view: View
  readonly changes: Changes
  #cursor: number
  #flushedAt: number
  #isHurried = false

  /** A room begins at the newest revision: nothing is owed yet. */
  constructor(view: View, revision: number, now: number) {
    this.view = view
    this.changes = new Changes(view.mode)
    this.#cursor = revision
    this.#flushedAt = now
  }

  /** Where the chain stands: `to` of the newest patch, which is `from` of the next. */
  get cursor(): number {
    return this.#cursor
  }

  /** The next flush brings the chain to the newest revision, even where nothing is owed: somebody waits who has come that far. */
  hurry(): void {
    this.#isHurried = true
  }

  /** The next patch of the chain, up to `revision`, if anything is owed. */
  flush(epoch: string, revision: number, now: number): Flush {
    const overflowed = this.changes.overflowed
    const isStale = revision > this.#cursor && (this.#isHurried || now - this.#flushedAt >= KEEP_UP_MS)
    this.#isHurried = false
    if (this.changes.size === 0 && !overflowed && !isStale) return NOTHING
    const points: readonly Point[] = this.changes.take()
    const patch: Patch = { view: this.view.id, epoch, from: this.#cursor, to: revision, at: now, points }
    this.#cursor = revision
    this.#flushedAt = now
    return overflowed ? OVERFLOW : { kind: 'patch', patch }
  }
}

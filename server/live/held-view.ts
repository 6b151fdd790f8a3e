import type { Patch, WirePoints } from '#contract/live.ts'
import { MAX_EVERY_POINTS } from './changes.ts'
import type { RoomPatch } from './room-patch.ts'
import type { View } from './view.ts'
import { wirePoints } from './wire-points.ts'
import type { Withheld } from './withheld.ts'

/** What a held socket gets of one view once it has caught up. */
export type Owed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'patches'; readonly patches: readonly Patch<WirePoints>[] }
  /** One patch in place of several: values between were skipped. `since` is when the first of them was due, epoch ms. */
  | { readonly kind: 'conflated'; readonly patch: Patch<WirePoints>; readonly since: number }
  | { readonly kind: 'lost' }

/**
 * One view of a socket that is held: its private chain, from the cursor it was held at to where its room stands.
 * `latest` only knows its place in what the room keeps for all that are held. `every` keeps the room's patches
 * (shared with everyone else held) until they are too many; then the view is lost, and its reader needs a new snapshot.
 */
export class HeldView {
  readonly view: View
  readonly #withheld: Withheld
  /** The turn of `#withheld` with which the chain begins. */
  #turn: number
  #from: number
  #to: number
  #first: Patch | undefined
  #last: Patch | undefined
  #queue: Patch<WirePoints>[] = []
  #queuedPoints = 0
  #isLost = false

  /** `withheld` is what a `latest` room keeps for all its readers that are held; the room takes its patches in itself. */
  constructor(view: View, cursor: number, withheld: Withheld) {
    this.view = view
    this.#withheld = withheld
    this.#turn = withheld.turn
    this.#from = cursor
    this.#to = cursor
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** Puts aside a patch of the room. */
  withhold(told: RoomPatch): void {
    if (this.#isLost) return
    const { patch } = told
    this.#to = patch.to
    this.#first ??= patch
    this.#last = patch
    if (this.view.mode === 'latest') return
    this.#queuedPoints += patch.points.length
    if (this.#queuedPoints > MAX_EVERY_POINTS || this.#queue.length >= MAX_QUEUED_PATCHES) {
      this.#isLost = true
      this.#queue = []
    } else this.#queue.push(told.wire)
  }

  /** The reader was just given everything up to `cursor` in another way: the chain begins anew there. */
  restart(cursor: number): void {
    this.#from = cursor
    this.#to = cursor
    this.#first = undefined
    this.#last = undefined
    this.#turn = this.#withheld.turn
    this.#queue = []
    this.#queuedPoints = 0
    this.#isLost = false
  }

  /** What brings the reader to the cursor of its room. */
  owed(): Owed {
    if (this.#isLost) return { kind: 'lost' }
    if (this.#first === undefined || this.#last === undefined) return { kind: 'nothing' }
    if (this.view.mode === 'every') return { kind: 'patches', patches: this.#queue }
    const points = wirePoints(this.view, this.#withheld.since(this.#turn))
    const patch = { ...this.#last, from: this.#from, to: this.#to, points }
    if (this.#first === this.#last) return { kind: 'patches', patches: [patch] }
    return { kind: 'conflated', patch, since: this.#first.at }
  }
}

/** Five minutes of ticks: a reader so far behind is served better by a snapshot. */
const MAX_QUEUED_PATCHES = 1_200

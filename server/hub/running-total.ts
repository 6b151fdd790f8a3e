import type { Step } from '#contract/duration.ts'
import type { RollUp } from '#contract/metric.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { type Quantity, startFold } from './fold.ts'

/** A folded stretch of a running total: one hour of the day, with the newest revision of its windows. */
export interface FoldedStretch extends Quantity {
  readonly start: number
  readonly revision: number
}

/** A base window as the total takes it in. */
export interface TotalledWindow extends Quantity {
  readonly start: number
  readonly revision: number
}

/**
 * The running total of one area over one long window (today so far): its base windows, folded through the same steps as
 * history folds them. Only what changed is folded again: one stretch (an hour), then the stretches of the day. A
 * stretch that is over and kept in the record may be closed: its windows leave the memory, its sum stays.
 */
export class RunningTotal {
  private readonly calendar: WindowCalendar
  private readonly rollUp: RollUp
  /** Steps below the total's own, longest first; the base windows lie under the last. */
  private readonly steps: readonly Step[]
  private readonly root: Node

  constructor(calendar: WindowCalendar, rollUp: RollUp, through: readonly Step[], start: number) {
    this.calendar = calendar
    this.rollUp = rollUp
    this.steps = through.slice(0, -1).reverse()
    this.root = newNode(start)
  }

  /** Puts a base window in, or in place of what it said before. Its stretch must not be closed. `now` in epoch ms. */
  put(window: TotalledWindow, now: number): void {
    const path = this.pathTo(window.start)
    const node = path[path.length - 1] as Node
    if (node.isClosed) throw new Error('a closed stretch is reopened before windows are put into it')
    const { numerators, denominators, starts } = node
    const position = place(starts, window.start)
    if (starts[position] !== window.start) {
      starts.splice(position, 0, window.start)
      numerators.splice(position, 0, window.numerator)
      denominators.splice(position, 0, window.denominator)
    } else {
      numerators[position] = window.numerator
      denominators[position] = window.denominator
    }
    node.touchedAt = now
    node.isKept = false
    for (const touched of path) {
      touched.isFolded = false
      touched.revision = Math.max(touched.revision, window.revision)
      touched.observedAt = Math.max(touched.observedAt, window.observedAt)
    }
  }

  /** Takes in a stretch as the record keeps it, without its windows. */
  restore(stretch: FoldedStretch): void {
    const path = this.pathTo(stretch.start)
    const node = path[path.length - 1] as Node
    node.numerator = stretch.numerator
    node.denominator = stretch.denominator
    node.isFolded = true
    node.isKept = true
    node.isClosed = true
    for (const touched of path) {
      if (touched !== node) touched.isFolded = false
      touched.revision = Math.max(touched.revision, stretch.revision)
      touched.observedAt = Math.max(touched.observedAt, stretch.observedAt)
    }
  }

  /** True when the windows of the stretch that holds `start` are not in memory. */
  isClosed(start: number): boolean {
    return this.find(start)?.isClosed === true
  }

  /** Brings a closed stretch's windows back into memory; nothing changes in what it is worth. */
  reopen(start: number, windows: readonly TotalledWindow[]): void {
    const node = this.find(start)
    if (!node?.isClosed) return
    node.isClosed = false
    for (const window of [...windows].sort((a, b) => a.start - b.start)) {
      node.starts.push(window.start)
      node.numerators.push(window.numerator)
      node.denominators.push(window.denominator)
    }
  }

  /** The stretch that starts at `start` and the record does not keep as it is now; with when it was last touched. */
  unkept(start: number): (FoldedStretch & { readonly touchedAt: number }) | undefined {
    const node = this.find(start)
    if (!node || node === this.root || node.isKept || node.revision < 0) return undefined
    this.fold(node)
    return node
  }

  /** Says that the record keeps the stretch as it is now: its windows leave the memory. */
  close(start: number): void {
    const node = this.find(start)
    if (!node || node === this.root || node.isClosed) return
    this.fold(node)
    node.isKept = true
    node.isClosed = true
    node.starts = []
    node.numerators = []
    node.denominators = []
  }

  /** The total so far, with the newest revision of its windows; undefined while nothing was observed. */
  total(): FoldedStretch | undefined {
    if (this.root.revision < 0) return undefined
    this.fold(this.root)
    return this.root
  }

  private pathTo(windowStart: number): Node[] {
    let node = this.root
    const path = [node]
    for (const step of this.steps) {
      node = childOf(node, this.calendar.start(step, windowStart))
      path.push(node)
    }
    return path
  }

  private find(windowStart: number): Node | undefined {
    let node: Node | undefined = this.root
    for (const step of this.steps) {
      const start = this.calendar.start(step, windowStart)
      node = node.children.findLast((child) => child.start === start)
      if (!node) return undefined
    }
    return node
  }

  private fold(node: Node): void {
    if (node.isFolded) return
    const fold = startFold(this.rollUp)
    if (node.children.length > 0) {
      for (const child of node.children) {
        this.fold(child)
        fold.add(child.numerator, child.denominator, child.observedAt)
      }
    } else {
      for (const [position, start] of node.starts.entries()) {
        fold.add(node.numerators[position] as number, node.denominators[position] as number, start)
      }
    }
    node.numerator = fold.numerator()
    node.denominator = fold.denominator()
    node.isFolded = true
  }
}

/** One window on the way. Columns of numbers, not objects: an hour of a whole city is a hundred thousand windows. */
interface Node {
  readonly start: number
  readonly children: Node[]
  starts: number[]
  numerators: number[]
  denominators: number[]
  numerator: number
  denominator: number
  /** Newest observation and revision below; neither ever goes back, since nothing observed is ever taken away. */
  observedAt: number
  revision: number
  touchedAt: number
  isFolded: boolean
  /** The record keeps the folded stretch as it is now. */
  isKept: boolean
  /** The windows are not in memory. */
  isClosed: boolean
}

function newNode(start: number): Node {
  return {
    start,
    children: [],
    starts: [],
    numerators: [],
    denominators: [],
    numerator: 0,
    denominator: 0,
    observedAt: Number.NEGATIVE_INFINITY,
    revision: -1,
    touchedAt: Number.NEGATIVE_INFINITY,
    isFolded: false,
    isKept: false,
    isClosed: false,
  }
}

function childOf(node: Node, start: number): Node {
  const position = place(
    node.children.map((child) => child.start),
    start,
  )
  const known = node.children[position]
  if (known?.start === start) return known
  const child = newNode(start)
  node.children.splice(position, 0, child)
  return child
}

/** Where `start` stands or belongs in ascending `starts`; looked for from the end, where new windows come. */
function place(starts: readonly number[], start: number): number {
  let position = starts.length
  while (position > 0 && (starts[position - 1] as number) >= start) position -= 1
  return position
}

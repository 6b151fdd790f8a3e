import type { Step } from '#contract/duration.ts'
import type { RollUp } from '#contract/metric.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { type Quantity, startFold } from './fold.ts'

/**
 * The running total of one area over one long window (today so far): its base windows, folded through the same steps as
 * history folds them. Only what changed is folded again: one hour, then the hours of the day.
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

  /** Puts a base window in, or in place of what it said before. */
  put(windowStart: number, numerator: number, denominator: number, observedAt: number, revision: number): void {
    let node = this.root
    const path = [node]
    for (const step of this.steps) {
      node = childOf(node, this.calendar.start(step, windowStart))
      path.push(node)
    }
    const position = place(node.starts, windowStart)
    if (node.starts[position] !== windowStart) {
      node.starts.splice(position, 0, windowStart)
      node.numerators.splice(position, 0, numerator)
      node.denominators.splice(position, 0, denominator)
    } else {
      node.numerators[position] = numerator
      node.denominators[position] = denominator
    }
    for (const touched of path) {
      touched.isFolded = false
      if (revision > touched.revision) touched.revision = revision
      if (observedAt > touched.observedAt) touched.observedAt = observedAt
    }
  }

  /** The total so far, with the newest revision of its windows; undefined while nothing was observed. */
  total(): (Quantity & { readonly revision: number }) | undefined {
    if (this.root.revision < 0) return undefined
    this.fold(this.root)
    return this.root
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

/** One window on the way. Columns of numbers, not objects: a day of minutes of a whole city is two million windows. */
interface Node {
  readonly start: number
  readonly children: Node[]
  readonly starts: number[]
  readonly numerators: number[]
  readonly denominators: number[]
  numerator: number
  denominator: number
  /** Newest observation and revision below; neither ever goes back, since nothing observed is ever taken away. */
  observedAt: number
  revision: number
  isFolded: boolean
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
    isFolded: false,
  }
}

function childOf(node: Node, start: number): Node {
  let position = node.children.length
  while (position > 0 && (node.children[position - 1] as Node).start >= start) position -= 1
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

import type { MetricPlan } from './metric-plan.ts'

/** What one source said of one place at one time, as the frame keeps it. */
export interface Entry {
  readonly at: number
  readonly source: number
  readonly numerator: number
  readonly denominator: number
  /** Another source answers for the figure: kept, never folded. */
  readonly conflict: boolean
}

/** A folded quantity of one place in one window, with how many reporting areas stand behind it. */
export interface Cell {
  readonly numerator: number
  readonly denominator: number
  readonly observedAt: number
  readonly reported: number
}

/** A frame by itself takes about a kilobyte, as much as eight entries. */
const OWN_WEIGHT = 8

/** How an entry relates to what the frame already knew. */
export type Standing = 'accepted' | 'duplicate' | 'correction' | 'conflict'

/**
 * All observations of one metric in one base window, and the cells folded from them, places up to the root.
 * Entries of a place are in order of (time, source): the order they are folded in, whatever order they came in.
 */
export class Frame {
  readonly plan: MetricPlan
  readonly start: number
  readonly end: number
  readonly entries = new Map<number, Entry[]>()
  readonly cells = new Map<number, Cell>()
  /** Places whose entries changed since the last roll-up. */
  readonly touched = new Set<number>()
  /** The weight the cache has on its account for this frame. */
  counted = 0
  private size = OWN_WEIGHT

  constructor(plan: MetricPlan, start: number, end: number) {
    this.plan = plan
    this.start = start
    this.end = end
  }

  /** What the frame weighs in memory, counted in entries and cells. */
  weight(): number {
    return this.size + this.cells.size
  }

  /** Takes an entry in, unless the source already said the very same. Two answers of one source for one time: the newer wins. */
  say(place: number, entry: Entry): Standing {
    const list = this.entries.get(place)
    if (!list) {
      // Most places are told of once in a window: a list of one entry takes no room for more.
      this.entries.set(place, [entry])
      this.size += 1
      if (entry.conflict) return 'conflict'
      this.touched.add(place)
      return 'accepted'
    }
    const position = positionOf(list, entry)
    const known = list[position]
    const replaced = known && known.at === entry.at && known.source === entry.source ? known : undefined
    if (replaced && replaced.numerator === entry.numerator && replaced.denominator === entry.denominator) return 'duplicate'
    if (replaced) list[position] = entry
    else {
      if (position === list.length) list.push(entry)
      else list.splice(position, 0, entry)
      this.size += 1
    }
    if (entry.conflict) return 'conflict'
    this.touched.add(place)
    return replaced ? 'correction' : 'accepted'
  }
}

function positionOf(list: readonly Entry[], entry: Entry): number {
  let position = list.length
  while (position > 0) {
    const before = list[position - 1] as Entry
    if (before.at < entry.at || (before.at === entry.at && before.source < entry.source)) break
    position -= 1
  }
  return position
}

/**
 * What a figure is like at each time of the day and of the week, learned from its past. Medians and median absolute
 * deviations: what happened once does not teach it anything. Pure.
 */
export interface Rhythm {
  /** What is to be expected at a time, or undefined where too little was learned of that time. */
  expect(at: number): Expected | undefined
}

export interface Expected {
  readonly value: number
  /** One robust deviation, never 0. */
  readonly spread: number
  /** How many windows of that time it was learned from. */
  readonly learned: number
  readonly rhythm: 'day' | 'week'
}

export interface Learned {
  /** Start of the window, epoch ms. */
  readonly at: number
  readonly value: number
}

export interface RhythmSettings {
  /** Length of a window, ms. */
  readonly stepMs: number
  /** Local time of an instant, as if it were UTC, ms. */
  readonly local: (at: number) => number
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** Times of day nearer than this are alike: a slot is never shorter. */
const SHORTEST_SLOT_MS = 1_800_000
/** Fewer windows than this of one time teach nothing. */
const LEAST_LEARNED = 3
/** Below so many weeks the days of the week are not told apart. */
const WEEKS_FOR_WEEKDAYS = 2
/** Whose residuals count for a time of day: its own, and those of the slots around it. */
const NEAR = [-2, -1, 0, 1, 2] as const
/** MAD × this is the standard deviation, where things are normal. */
const MAD_TO_DEVIATION = 1.4826
/** The spread of no time is less than this part of that of all times. */
const LEAST_OF_ALL = 0.5

/**
 * Learns a rhythm from windows, oldest first. With two weeks or more each time of each weekday is learned by itself, pulled
 * towards its time of day while there is little of it; before, each time of day only. The spread of a time is that of the
 * residuals around it, and never less than half of that of all times: a quiet hour that was always the same would else make
 * an alarm of anything.
 */
export function learnRhythm(windows: readonly Learned[], { stepMs, local }: RhythmSettings): Rhythm {
  const slotMs = Math.max(stepMs, SHORTEST_SLOT_MS)
  const slots = Math.max(1, Math.round(DAY_MS / slotMs))
  const [first, last] = [windows[0], windows.at(-1)]
  if (!first || !last) return { expect: () => undefined }
  const weeks = (last.at - first.at + stepMs) / WEEK_MS
  const byWeek = weeks >= WEEKS_FOR_WEEKDAYS
  const slotOf = (at: number) => {
    const time = local(at)
    const slot = Math.floor(mod(time, DAY_MS) / slotMs) % slots
    // 1970-01-01 was a Thursday; days are counted from Monday.
    const weekday = mod(Math.floor(time / DAY_MS) + 3, 7)
    return { slot, cell: byWeek ? weekday * slots + slot : slot }
  }
  const cells = gather(windows, ({ at }) => slotOf(at).cell)
  const medians = new Map([...cells].map(([cell, values]) => [cell, median(values)]))
  const residualsBySlot = new Map<number, number[]>()
  const residuals: number[] = []
  for (const { at, value } of windows) {
    const { slot, cell } = slotOf(at)
    const others = withoutOne(cells.get(cell) as number[], value)
    if (others.length < LEAST_LEARNED - 1) continue
    const residual = Math.abs(value - median(others))
    residuals.push(residual)
    for (const near of NEAR) push(residualsBySlot, mod(slot + near, slots), residual)
  }
  const overall = MAD_TO_DEVIATION * median(residuals)
  const scale = median(windows.map(({ value }) => Math.abs(value)))
  const least = Math.max(overall * LEAST_OF_ALL, scale * 1e-3, Number.EPSILON)
  return {
    expect: (at) => {
      const { slot, cell } = slotOf(at)
      const values = cells.get(cell)
      if (!values || values.length < LEAST_LEARNED) return undefined
      const around = residualsBySlot.get(slot) ?? []
      return {
        value: medians.get(cell) as number,
        spread: Math.max(least, MAD_TO_DEVIATION * median(around)),
        learned: values.length,
        rhythm: byWeek ? 'week' : 'day',
      }
    },
  }
}

function gather(windows: readonly Learned[], keyOf: (window: Learned) => number): Map<number, number[]> {
  const gathered = new Map<number, number[]>()
  for (const window of windows) push(gathered, keyOf(window), window.value)
  return gathered
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The values less one of this value: what a time would have been expected to be without having seen it. */
function withoutOne(values: readonly number[], value: number): readonly number[] {
  const index = values.indexOf(value)
  return values.toSpliced(index, 1)
}

/** The middle value; of an even number of them the mean of the two. 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  if (sorted.length === 0) return 0
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

function mod(value: number, size: number): number {
  return ((value % size) + size) % size
}

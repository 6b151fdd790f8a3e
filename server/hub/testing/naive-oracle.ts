/**
 * The whole city recomputed from everything that had been said when the oracle was made, with nested loops: slow, plain, and
 * written apart from the hub (no fold, window or tree code is shared), so that both being wrong in the same way is unlikely. It
 * remembers only when anything was said of a series: asked for again by every longer window, that took five sixths of its time.
 * It knows UTC+8 without summer time only.
 */
import type { Area } from '#contract/area.ts'
import type { Metric } from '#contract/metric.ts'
import type { StoredObservation } from '../../record/record-store.ts'

/** A figure as the oracle sees it: what it is worth is top ÷ bottom. */
export interface NaiveCell {
  readonly top: number
  readonly bottom: number
  readonly seen: number
  readonly reported: number
  readonly expected: number
}

const EIGHT_HOURS = 8 * 3600 * 1000
const LEVELS = ['city', 'zone', 'town', 'community']
const FIXED: Record<string, number> = {
  PT10S: 10_000,
  PT30S: 30_000,
  PT1M: 60_000,
  PT5M: 300_000,
  PT15M: 900_000,
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  P1D: 86_400_000,
}

/** Start and end of the window of `step` that holds `at`, in Shanghai. */
export function naiveWindow(step: string, at: number): readonly [number, number] {
  const local = at + EIGHT_HOURS
  const size = FIXED[step]
  if (size !== undefined) {
    const start = local - (local % size)
    return [start - EIGHT_HOURS, start - EIGHT_HOURS + size]
  }
  const date = new Date(local)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  if (step === 'P1W') {
    const monday = Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
    return [monday - EIGHT_HOURS, monday - EIGHT_HOURS + 7 * 86_400_000]
  }
  const months = step === 'P1M' ? 1 : step === 'P3M' ? 3 : 12
  const first = month - (month % months)
  return [Date.UTC(year, first, 1) - EIGHT_HOURS, Date.UTC(year, first + months, 1) - EIGHT_HOURS]
}

export class NaiveOracle {
  private readonly areas: readonly Area[]
  private readonly said: readonly StoredObservation[]
  /** By metric and area. */
  private readonly knownStarts = new Map<string, readonly number[]>()

  constructor(areas: readonly Area[], said: readonly StoredObservation[]) {
    this.areas = areas
    this.said = [...said]
  }

  /** The figure of an area in the base window that starts at `start`. */
  base(metric: Metric, code: string, start: number): NaiveCell | undefined {
    return this.cell(metric, this.area(code), start)
  }

  /** Starts of all base windows in which anything authoritative was said below (or at) the area. */
  starts(metric: Metric, code: string): readonly number[] {
    const series = `${metric.id} ${code}`
    const known = this.knownStarts.get(series)
    if (known) return known
    const all = new Set<number>()
    for (const { metric: id, at } of this.said) if (id === metric.id) all.add(naiveWindow(metric.period, at)[0])
    const starts = [...all].filter((start) => this.base(metric, code, start) !== undefined).sort((a, b) => a - b)
    this.knownStarts.set(series, starts)
    return starts
  }

  /** The figure of an area over a longer window: hours of minutes, days of hours, months of days. */
  long(metric: Metric, code: string, step: string, at: number): NaiveCell | undefined {
    const [from, to] = naiveWindow(step, at)
    if (step === metric.period) return this.base(metric, code, from)
    const shorter = this.stepBelow(metric, step)
    const seen = new Set<number>()
    for (const start of this.starts(metric, code)) {
      if (start >= from && start < to) seen.add(naiveWindow(shorter, start)[0])
    }
    const cells: NaiveCell[] = []
    for (const start of [...seen].sort((a, b) => a - b)) cells.push(this.long(metric, code, shorter, start) as NaiveCell)
    if (cells.length === 0) return undefined
    let least = cells[0] as NaiveCell
    for (const cell of cells) if (cell.reported / cell.expected < least.reported / least.expected) least = cell
    return { ...worth(metric.rollUp.time, cells), reported: least.reported, expected: least.expected }
  }

  private stepBelow(metric: Metric, step: string): string {
    const ladder = step === 'P1W' ? ['PT1H', 'P1D'] : step === 'P3M' || step === 'P1Y' ? ['PT1H', 'P1D', 'P1M'] : ['PT1H', 'P1D']
    const order = ['PT10S', 'PT30S', 'PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'P1D', 'P1W', 'P1M', 'P3M', 'P1Y']
    let best = metric.period as string
    for (const rung of ladder) {
      if (order.indexOf(rung) > order.indexOf(best) && order.indexOf(rung) < order.indexOf(step)) best = rung
    }
    return best
  }

  private cell(metric: Metric, area: Area, start: number): NaiveCell | undefined {
    const own = this.reports(metric, area) ? this.own(metric, area.code, start) : undefined
    const joining = this.joining(metric, area)
    if (joining.length === 0) return own
    const cells: NaiveCell[] = own ? [own] : []
    let reported = own ? 1 : 0
    for (const child of joining) {
      const cell = this.cell(metric, child, start)
      if (!cell) continue
      cells.push(cell)
      if (!child.overlaps) reported += cell.reported
    }
    if (cells.length === 0) return undefined
    return { ...worth(metric.rollUp.area, cells), reported, expected: this.expected(metric, area) }
  }

  /** The areas right below that fold into an area: those with something of their own or of areas that fold into them. */
  private joining(metric: Metric, area: Area): readonly Area[] {
    const extreme = metric.rollUp.area === 'max' || metric.rollUp.area === 'min'
    return this.areas.filter(
      (child) =>
        child.parent === area.code &&
        (extreme || !child.overlaps) &&
        (this.reports(metric, child) || this.joining(metric, child).length > 0),
    )
  }

  private own(metric: Metric, code: string, start: number): NaiveCell | undefined {
    const first = this.said.find((one) => one.metric === metric.id && one.area === code)
    if (!first) return undefined
    const byTime: { at: number; top: number; bottom: number }[] = []
    for (const one of this.said) {
      if (one.metric !== metric.id || one.area !== code || one.source !== first.source) continue
      if (naiveWindow(metric.period, one.at)[0] !== start) continue
      const said = one.value === undefined ? { top: one.numerator, bottom: one.denominator } : { top: one.value, bottom: 1 }
      const known = byTime.findIndex(({ at }) => at === one.at)
      if (known >= 0) byTime.splice(known, 1)
      byTime.push({ at: one.at, ...(said as { top: number; bottom: number }) })
    }
    if (byTime.length === 0) return undefined
    byTime.sort((a, b) => a.at - b.at)
    const cells = byTime.map(({ at, top, bottom }) => ({ top, bottom, seen: at }))
    return { ...worth(metric.rollUp.time, cells), reported: 1, expected: 1 }
  }

  expected(metric: Metric, area: Area): number {
    let count = this.reports(metric, area) ? 1 : 0
    for (const child of this.areas) if (child.parent === area.code && !child.overlaps) count += this.expected(metric, child)
    return count
  }

  reports(metric: Metric, area: Area): boolean {
    if (metric.areas) return metric.areas.includes(area.code)
    if (area.level === metric.level) return true
    const level = LEVELS.indexOf(metric.level)
    if (LEVELS.indexOf(area.level) > level) return false
    return !this.areas.some((child) => child.parent === area.code && LEVELS.indexOf(child.level) <= level)
  }

  /** True when the metric has a series in the area: it, or an area below it, reports. */
  anyReports(metric: Metric, area: Area): boolean {
    return this.reports(metric, area) || this.areas.some((child) => child.parent === area.code && this.anyReports(metric, child))
  }

  private area(code: string): Area {
    return this.areas.find((area) => area.code === code) as Area
  }
}

function worth(rollUp: string, cells: readonly { top: number; bottom: number; seen: number }[]) {
  let seen = Number.NEGATIVE_INFINITY
  for (const cell of cells) seen = Math.max(seen, cell.seen)
  const divisible = cells.filter((cell) => cell.bottom !== 0)
  if (rollUp === 'sum') {
    let top = 0
    for (const cell of divisible) top += cell.top / cell.bottom
    return { top, bottom: divisible.length > 0 ? 1 : 0, seen }
  }
  if (rollUp === 'ratio' || rollUp === 'mean') {
    let top = 0
    let bottom = 0
    for (const cell of cells) {
      top += cell.top
      bottom += cell.bottom
    }
    return { top, bottom, seen }
  }
  if (rollUp === 'last') {
    const newest = cells.find((cell) => cell.seen === seen) as (typeof cells)[number]
    return { top: newest.top, bottom: newest.bottom, seen }
  }
  const quotients = divisible.map((cell) => cell.top / cell.bottom)
  const extreme = rollUp === 'max' ? Math.max(...quotients) : Math.min(...quotients)
  const winner = divisible[quotients.indexOf(extreme)]
  return { top: winner?.top ?? 0, bottom: winner?.bottom ?? 0, seen }
}

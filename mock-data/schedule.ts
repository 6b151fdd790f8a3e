import type { Step } from '#contract/duration.ts'
import type { ObservationRow } from '#contract/observation.ts'
import { uniform } from './noise.ts'
import { counterRows, dayStretches, gaugeRows, pastRows } from './rows.ts'
import type { SimulatedMetric } from './simulated-metric.ts'
import type { Simulator } from './simulator.ts'

/** Sources keep their own small delay after the beat, so that they do not all speak at once; never longer than this. */
const LONGEST_DELAY_MS = 20_000
/** A scenario on a fast clock is sampled this often at most, ms. */
const FASTEST_PACE_MS = 5_000

export interface ScheduleOptions {
  /** True while the metric's source is silent. What it counted meanwhile is told when it speaks again. */
  readonly isSilent: (metric: SimulatedMetric) => boolean
  /** How many times faster a metric is to be sampled than it is promised, 1 for most. */
  readonly haste: (metric: SimulatedMetric) => number
}

/** The beat of every metric: which figures are due, and what they are. Driven by whoever holds the clock. */
export class Schedule {
  readonly #city: Simulator
  readonly #options: ScheduleOptions
  readonly #due = new Map<SimulatedMetric, number>()
  readonly #countedTo = new Map<SimulatedMetric, number>()

  /** `openedAt`: when the opening figures were taken; counters go on from the last whole window before it. */
  constructor(city: Simulator, openedAt: number, options: ScheduleOptions) {
    this.#city = city
    this.#options = options
    for (const metric of city.metrics) {
      const start = city.calendar.start(metric.metric.period as Step, openedAt)
      this.#countedTo.set(metric, start)
      this.#due.set(metric, this.#next(metric, openedAt))
    }
  }

  /** Rows that are due by `now`, by department. Windows missed since the last call are told as well, counters whole. */
  take(now: number): ReadonlyMap<string, ObservationRow[]> {
    const rows = new Map<string, ObservationRow[]>()
    for (const [metric, due] of this.#due) {
      if (due > now) continue
      this.#due.set(metric, this.#next(metric, now))
      if (this.#options.isSilent(metric)) continue
      const said = metric.metric.kind === 'gauge' ? gaugeRows(this.#city, metric, now) : this.#counted(metric, now)
      const known = rows.get(metric.metric.department)
      if (known) known.push(...said)
      else rows.set(metric.metric.department, said)
    }
    return rows
  }

  #counted(metric: SimulatedMetric, now: number): ObservationRow[] {
    const from = this.#countedTo.get(metric) as number
    const to = this.#city.calendar.start(metric.metric.period as Step, now)
    if (to <= from) return []
    this.#countedTo.set(metric, to)
    const isOneWindow = this.#city.calendar.end(metric.metric.period as Step, from) === to
    if (isOneWindow || dayStretches(this.#city, metric, from, to).length === 0) return counterRows(this.#city, metric, from, to)
    return pastRows(this.#city, metric, from, to)
  }

  /** When a metric is due next: a little after the beat of its period, or sooner when a scenario hurries it. */
  #next(metric: SimulatedMetric, now: number): number {
    const step = metric.metric.period as Step
    const delay = 500 + uniform(metric.key, 7) * Math.min(LONGEST_DELAY_MS, metric.periodMs * 0.3)
    const beat = this.#city.calendar.end(step, this.#city.calendar.start(step, now - delay)) + delay
    if (metric.metric.kind !== 'gauge') return beat
    const haste = this.#options.haste(metric)
    return haste > 1 ? Math.min(beat, now + Math.max(FASTEST_PACE_MS, metric.periodMs / haste)) : beat
  }
}

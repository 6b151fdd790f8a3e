import { STEP_MS } from '#contract/duration.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import type { Hub } from '../hub/hub-port.ts'
import { readAnomaly } from './read-anomaly.ts'
import { readRate, type Sample, withSample } from './read-rate.ts'
import { readSilence } from './read-silence.ts'
import { readThreshold } from './read-threshold.ts'
import { learnRhythm, type Rhythm } from './rhythm.ts'
import type { Reading } from './rule-state.ts'
import type { WatchedRule } from './watched-rule.ts'

/** A rhythm is learned anew this often, ms. */
const LEARN_EVERY_MS = 6 * 3_600_000
const DAY_MS = 86_400_000

/** What rules remember of figures besides the newest: made from the record, and made again from it after a start. */
export class Figures {
  readonly #hub: Pick<Hub, 'latest' | 'history' | 'model'>
  readonly #samples = new Map<string, readonly Sample[]>()
  readonly #rhythms = new Map<string, { readonly rhythm: Rhythm; readonly at: number }>()
  readonly #offset: (at: number) => number

  constructor(hub: Pick<Hub, 'latest' | 'history' | 'model'>) {
    this.#hub = hub
    const { calendar } = hub.model
    // Windows of a day begin at local midnight: what an instant lies after it is its time of day.
    this.#offset = (at) => {
      const midnight = calendar.start('P1D', at)
      const days = Math.round((midnight - MONDAY_MS) / DAY_MS)
      return MONDAY_MS + days * DAY_MS + (at - midnight)
    }
  }

  /** What a rule makes of the figures as they are now. */
  read(watched: WatchedRule): Reading {
    switch (watched.kind) {
      case 'threshold':
        return readThreshold(this.#latest(watched.series), watched.limits)
      case 'rate': {
        const point = this.#latest(watched.series)
        return readRate(point, this.#remember(watched.name, point, watched.limits.windowMs), watched.limits)
      }
      case 'silence':
        return readSilence(
          watched.series.map((key) => this.#hub.latest(key)),
          watched.limits,
        )
      case 'anomaly':
        return readAnomaly(this.#latest(watched.series), this.#rhythms.get(watched.name)?.rhythm, watched.limits)
    }
  }

  /** Reads from the record what a rule needs of the past, where that is due. Throws RecordFault. */
  async prepare(watched: WatchedRule, now: number): Promise<void> {
    if (watched.kind === 'rate' && !this.#samples.has(watched.name)) {
      const points = await this.#hub.history({ ...watched.on, from: now - watched.limits.windowMs, to: now })
      this.#samples.set(watched.name, points.flatMap(sampleOf))
    }
    if (watched.kind !== 'anomaly') return
    const known = this.#rhythms.get(watched.name)
    if (known && now - known.at < LEARN_EVERY_MS) return
    const { step } = watched.on
    const today = this.#hub.model.calendar.start(step, now)
    const points = await this.#hub.history({ ...watched.on, from: today - watched.learnDays * DAY_MS, to: today })
    const windows = points.flatMap(({ window, value }) => (window && value !== null ? { at: window[0], value } : []))
    this.#rhythms.set(watched.name, { rhythm: learnRhythm(windows, { stepMs: STEP_MS[step], local: this.#offset }), at: now })
  }

  #latest([key]: readonly SeriesKey[]): Point {
    return this.#hub.latest(key as SeriesKey)
  }

  #remember(name: string, point: Point, windowMs: number): readonly Sample[] {
    const known = this.#samples.get(name) ?? []
    const [sample] = sampleOf(point)
    if (!sample) return known
    const samples = withSample(known, sample, windowMs)
    this.#samples.set(name, samples)
    return samples
  }
}

/** Monday, 5 January 1970, 00:00 UTC. */
const MONDAY_MS = 4 * DAY_MS

function sampleOf({ window, value }: Point): Sample[] {
  return window && value !== null ? [{ at: window[1], value }] : []
}

import type { Metric } from '#contract/metric.ts'
import { BENCH_TOWNS, benchMetrics } from '../bench-city.ts'

/** Sources that send at the same time, each the figures of its own metrics. */
export const SENDERS = 13

const MINUTE_MS = 60_000

/** What is fed in one round: whole minutes from `from` (epoch ms), each figure `perMinute` times a minute. */
export interface Feed {
  readonly from: number
  readonly minutes: number
  readonly perMinute: number
}

/** One observation of a feed by numbers alone: places in `FEED_METRICS` and `BENCH_TOWNS`. */
export interface Fed {
  readonly metric: number
  readonly town: number
  readonly at: number
  readonly numerator: number
  /** Undefined for a bare value. */
  readonly denominator: number | undefined
}

export const FEED_METRICS: readonly Metric[] = benchMetrics()

export function rowsOf({ minutes, perMinute }: Pick<Feed, 'minutes' | 'perMinute'>): number {
  return minutes * perMinute * FEED_METRICS.length * BENCH_TOWNS.length
}

/** What one sender says of one minute, instant by instant, by the numbers of the row alone: the same in every run. */
export function* fedBy(sender: number, minute: number, { from, perMinute }: Feed): Generator<Fed> {
  const start = from + minute * MINUTE_MS
  for (let turn = 0; turn < perMinute; turn++) {
    const at = start + Math.floor(((turn + 0.5) * MINUTE_MS) / perMinute)
    for (let metric = sender; metric < FEED_METRICS.length; metric += SENDERS) {
      const isRatio = FEED_METRICS[metric]?.rollUp.area === 'ratio'
      for (let town = 0; town < BENCH_TOWNS.length; town++) {
        const figure = (metric * 31 + town * 7 + minute * 13 + turn) % 1000
        yield { metric, town, at, numerator: figure, denominator: isRatio ? 1000 : undefined }
      }
    }
  }
}

/** The same as the body of a request: one JSON object a line. */
export function bodyOf(sender: number, minute: number, feed: Feed): Buffer {
  const lines: string[] = []
  for (const { metric, town, at, numerator, denominator } of fedBy(sender, minute, feed)) {
    const said = denominator === undefined ? `"value":${numerator}` : `"numerator":${numerator},"denominator":${denominator}`
    const time = new Date(at).toISOString()
    lines.push(`{"metric":"${FEED_METRICS[metric]?.id}","area":"${BENCH_TOWNS[town]}","time":"${time}",${said}}`)
  }
  return Buffer.from(lines.join('\n'))
}

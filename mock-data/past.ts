import type { Step } from '#contract/duration.ts'
import type { ObservationRow } from '#contract/observation.ts'
import type { FigureBatch } from './door.ts'
import { isSlow, pastRows, slowRows } from './rows.ts'
import type { SimulatedMetric } from './simulated-metric.ts'
import type { Simulator } from './simulator.ts'

/** What the record already has, so that nothing is told twice. */
export interface Known {
  /** By metric, the end of its newest window; a metric that is not here was never told. */
  readonly through: ReadonlyMap<string, number>
  /** Whether a metric that was told today was told yesterday too. */
  hadYesterday(metric: string): Promise<boolean>
}

/** A request is at most this long, so that the door answers soon and live figures slip in between. */
export const ROWS_PER_BATCH = 5_000

/**
 * The past that the record lacks, as batches, the newest first: today, then the slow figures of months and years, then
 * yesterday; the city and its towns before communities. `openedAt` is when the opening figures were taken: what they
 * told is corrected here by what really happened when.
 */
export async function* pastBatches(
  city: Simulator,
  openedAt: number,
  known: Known,
  days: 'full' | 'today',
): AsyncGenerator<FigureBatch> {
  const today = city.calendar.start('P1D', openedAt)
  const yesterday = city.calendar.start('P1D', today - 1)
  const [wide, fine] = byWidth(city.metrics.filter((metric) => !isSlow(metric)))
  const through = ({ metric }: SimulatedMetric): number => known.through.get(metric.id) ?? Number.NEGATIVE_INFINITY
  for (const metric of [...wide, ...fine])
    yield* inBatches(metric, pastRows(city, metric, Math.max(today, through(metric)), toldFrom(city, metric, openedAt)))
  for (const metric of city.metrics.filter(isSlow))
    yield* inBatches(
      metric,
      slowRows(city, metric, openedAt).filter(({ time }) => Date.parse(time) >= through(metric)),
    )
  if (days === 'today') return
  for (const metric of [...wide, ...fine]) {
    const start = through(metric)
    if (start > today && (await known.hadYesterday(metric.metric.id))) continue
    yield* inBatches(metric, pastRows(city, metric, start > today ? yesterday : Math.max(yesterday, start), today))
  }
}

/** Where the opening figures took over: counters from their last whole window, gauges from their current one. */
function toldFrom(city: Simulator, { metric }: SimulatedMetric, openedAt: number): number {
  const step = metric.period as Step
  const current = city.calendar.start(step, openedAt)
  return metric.kind === 'counter' ? city.calendar.start(step, current - 1) : current
}

function byWidth(metrics: readonly SimulatedMetric[]): [SimulatedMetric[], SimulatedMetric[]] {
  return [
    metrics.filter(({ metric }) => metric.level !== 'community'),
    metrics.filter(({ metric }) => metric.level === 'community'),
  ]
}

/** Cuts rows into batches without parting the rows of an area, so that no area is ever half corrected. */
export function* inBatches({ metric }: SimulatedMetric, rows: readonly ObservationRow[]): Generator<FigureBatch> {
  let batch: ObservationRow[] = []
  for (const [index, row] of rows.entries()) {
    const isNewArea = row.area !== rows[index - 1]?.area
    const following = isNewArea ? countArea(rows, index) : 0
    if (isNewArea && batch.length > 0 && batch.length + following > ROWS_PER_BATCH) {
      yield { department: metric.department, rows: batch }
      batch = []
    }
    batch.push(row)
  }
  if (batch.length > 0) yield { department: metric.department, rows: batch }
}

function countArea(rows: readonly ObservationRow[], from: number): number {
  let to = from
  while (rows[to]?.area === rows[from]?.area && to < rows.length) to++
  return to - from
}

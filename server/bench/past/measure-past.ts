import type { Client } from 'pg'
import type { Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import { buildHub } from '../../hub/hub.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { replayMetric } from '../../hub/replay.ts'
import { PostgresStore } from '../../record/postgres-store.ts'
import type { RecordStore } from '../../record/record-store.ts'
import { seeded } from '../../testing/seeded.ts'
import { BENCH_AREAS } from '../bench-city.ts'
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { quantile } from '../result/spread.ts'
import { type Ask, timed } from '../result/timed.ts'
import { type Past, withPast } from './kept-past.ts'
import { PAST_FROM, PAST_METRICS, PAST_MODEL, pastUntil } from './past-record.ts'
import { PAST_PLACES, placesOf } from './places.ts'

/** What is asked of the past; each is a bench of its own on the same record. */
export type PastBench = 'history' | 'as-known-then' | 'replay'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** How often a question is asked in one round, each time of another series and another time. */
const ASKED = 20

const ONE_POINT = 'one point by its key'

/** Stretches of history that are asked of every record which holds them. */
const STRETCHES: Readonly<Record<string, { readonly span: number; readonly step: Step }>> = {
  'an hour in minutes': { span: HOUR_MS, step: 'PT1M' },
  'half a day in hours': { span: DAY_MS / 2, step: 'PT1H' },
  'a day in minutes': { span: DAY_MS, step: 'PT1M' },
  'thirty days in hours': { span: 30 * DAY_MS, step: 'PT1H' },
}

const GAUGES = PAST_METRICS.filter(({ headline }) => headline === undefined)
const COUNTERS = PAST_METRICS.filter(({ headline }) => headline !== undefined)

interface Ground {
  readonly client: Client
  readonly hub: Hub
  readonly store: RecordStore
  /** Instant after the newest point, epoch ms. */
  readonly until: number
  readonly random: () => number
}

/**
 * Asks records of the past, each tenfold larger than the one before: the curve of what questions take against how much is retained.
 * The baseline is one point by its primary key in the same record: as little as the database can do. `--kept FOLDER` keeps the
 * records for the next run, and `--also` names the other benches of the past that ask them in the same run.
 */
export async function measurePast(bench: PastBench): Promise<void> {
  const { settings: said, given, ...what } = benchOptions({ rounds: 3, points: PAST_PLACES, also: '', kept: '' })
  const { also, kept, ...settings } = said
  const benches = [bench, ...(also.split(',').filter((name) => isPastBench(name)) as PastBench[])]
  const rows: Record<PastBench, BenchRow[]> = { history: [], 'as-known-then': [], replay: [] }
  const sizes: string[] = []
  for (const points of placesOf(settings.points)) {
    sayProgress(`a record of ${points.toLocaleString('en')} points`)
    await withPast({ points, kept }, async (past) => {
      for (const about of benches) rows[about].push(...(await ask(about, past, settings.rounds)))
      sizes.push(await sizeOf(past))
    })
  }
  const words = given.filter((_, index) => !isAside(given[index - (index % 2)]))
  for (const about of benches)
    concludeBench(about, { ...what, settings, given: words }, { rows: rows[about], notes: [...NOTES, `${sizes.join('; ')}.`] })
}

const NOTES = [
  'One thousand series, a point a minute each, a twentieth of them corrected an hour later, the hours of running totals as the hub writes them down, and the hours of history as it keeps them; asked inside the server, without HTTP.',
  'Each question is of another series and another time, anywhere in what is retained: mostly pages that the database has not read since it started. Where they come from the disk and not from the memory of the machine, the p95 says so.',
]

/** Options that say how a run goes and not what it measures; every other word of what was given is an option. */
function isAside(option: string | undefined): boolean {
  return option === '--also' || option === '--kept'
}

async function ask(about: PastBench, { points, minutes, url, client }: Past, rounds: number): Promise<BenchRow[]> {
  const store = await PostgresStore.open(url)
  const until = pastUntil(minutes)
  const hub = await buildHub({ model: PAST_MODEL, store, clock: () => until })
  try {
    const asks = QUESTIONS[about]({ client, hub, store, until, random: seeded(points) })
    const took = await alternate([ONE_POINT, ...Object.keys(asks)], rounds, (name, round) => {
      sayProgress(`${about}, round ${round + 1} of ${rounds}: ${name}`)
      return timed(asks[name] ?? onePoint({ client, hub, store, until, random: seeded(round) }), ASKED)
    })
    return Object.keys(asks).flatMap((name) =>
      [0.5, 0.95].map((share) =>
        benchRow({
          ...{ measure: `${name}, p${share * 100}`, unit: 'ms', at: { of: 'retained points', value: points } },
          values: (took[name] ?? []).map((round) => quantile(round, share)),
          baseline: { name: ONE_POINT, values: (took[ONE_POINT] ?? []).map((round) => quantile(round, share)) },
        }),
      ),
    )
  } finally {
    await hub.stop()
    await store.close()
  }
}

async function sizeOf({ client, points }: Past): Promise<string> {
  const { rows } = await client.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(inhrelid))::text as bytes from pg_inherits where inhparent = 'guanlan.point'::regclass`,
  )
  const bytes = Number(rows[0]?.bytes)
  return `${points.toLocaleString('en')} points take ${(bytes / 1e9).toFixed(1)} GB, ${Math.round(bytes / points)} bytes each with their indexes`
}

function isPastBench(name: string): boolean {
  return Object.hasOwn(QUESTIONS, name)
}

const QUESTIONS: Record<PastBench, (ground: Ground) => Record<string, Ask>> = {
  history: (ground) => ({
    ...Object.fromEntries(
      Object.entries(STRETCHES)
        .filter(([, { span }]) => span < ground.until - PAST_FROM)
        .map(([name, { span, step }]) => [name, () => history(ground, span, step)]),
    ),
    'all that is retained of a series, in days': () =>
      ground.hub.history({ ...seriesOf(ground), from: PAST_FROM, to: ground.until, step: 'P1D' }),
  }),
  'as-known-then': (ground) => ({
    'an hour in minutes, as known when it was over': () => history(ground, HOUR_MS, 'PT1M', 0),
    'an hour in minutes, as known two hours later': () => history(ground, HOUR_MS, 'PT1M', 2 * HOUR_MS),
    'half a day in hours, as known when it was over': () => history(ground, DAY_MS / 2, 'PT1H', 0),
  }),
  replay: (ground) => ({
    'a block of a level in all areas, as told then': () => replay(ground, GAUGES, 'then'),
    'a block of a level in all areas, as corrected now': async () => replay(ground, GAUGES, await ground.store.head()),
    'a block of a counter and its total of the day in all areas, as told then': () => replay(ground, COUNTERS, 'then'),
    'a block of a counter and its total of the day in all areas, as corrected now': async () =>
      replay(ground, COUNTERS, await ground.store.head()),
  }),
}

function seriesOf({ random }: Ground): { readonly metric: string; readonly area: string } {
  return { metric: oneOf(PAST_METRICS, random).id, area: oneOf(BENCH_AREAS, random).code }
}

/** A stretch of a series that ends somewhere in what is retained; as known some time after its end, or as it is known now. */
async function history(ground: Ground, span: number, step: Step, knownAfter?: number): Promise<unknown> {
  const { hub, store, until, random } = ground
  const from = PAST_FROM + Math.floor(random() * ((until - PAST_FROM - span) / HOUR_MS)) * HOUR_MS
  const to = from + span
  const asOf = knownAfter === undefined ? undefined : await store.revisionAt(to + knownAfter)
  return hub.history({ ...seriesOf(ground), from, to, step, ...(asOf !== undefined && { asOf }) })
}

function replay(
  { hub: { model }, store, until, random }: Ground,
  metrics: readonly Metric[],
  known: 'then' | number,
): Promise<unknown> {
  const blocks = Math.floor((until - PAST_FROM) / REPLAY_BLOCK_MS)
  const from = PAST_FROM + Math.floor(random() * blocks) * REPLAY_BLOCK_MS
  return replayMetric({ metric: oneOf(metrics, random).id, from, to: from + REPLAY_BLOCK_MS, known }, { store, model })
}

function onePoint({ client, until, random }: Ground): Ask {
  return async () => {
    const at = PAST_FROM + Math.floor(random() * ((until - PAST_FROM) / 60_000)) * 60_000
    await client.query(
      'select * from guanlan.point where metric = $1 and area = $2 and window_start = $3 order by revision desc limit 1',
      [1 + Math.floor(random() * PAST_METRICS.length), 1 + Math.floor(random() * BENCH_AREAS.length), at],
    )
  }
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item
}

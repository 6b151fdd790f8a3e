import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Step } from '#contract/duration.ts'
import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import { cityModel } from '../../hub/city-model.ts'
import { buildHub } from '../../hub/hub.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { replayMetric } from '../../hub/replay.ts'
import { catalogue } from '../../hub/testing/small-city.ts'
import { startEmbeddedPostgres } from '../../record/embedded/embedded-postgres.ts'
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
import { minutesOf, PAST_FROM, PAST_METRICS, PastRecord, pastUntil } from './past-record.ts'

/** What is asked of the past; each is a bench of its own on the same record. */
export type PastBench = 'history' | 'as-known-then' | 'replay'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** How often a question is asked in one round, each time of another series and another time. */
const ASKED = 20

const ONE_POINT = 'one point by its key'

interface Ground {
  readonly client: Client
  readonly hub: Hub
  readonly store: RecordStore
  /** Instant after the newest point, epoch ms. */
  readonly until: number
  readonly random: () => number
}

/**
 * Asks a record of the past while it grows, tenfold from a million points: the curve of what questions take against how much is
 * retained. The baseline is one point by its primary key in the same record: as little as the database can do.
 */
export async function measurePast(bench: PastBench): Promise<void> {
  const options = benchOptions({ rounds: 3, points: 10_000_000, also: '' })
  const benches = [bench, ...(options.settings.also.split(',').filter((name) => isPastBench(name)) as PastBench[])]
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-bench-'))
  await chmod(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
  const rows: Record<PastBench, BenchRow[]> = { history: [], 'as-known-then': [], replay: [] }
  try {
    await PostgresStore.prepare(postgres.url)
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    const record = new PastRecord(client)
    for (const points of sizes(options.settings.points)) {
      sayProgress(`the record grows to ${points.toLocaleString('en')} points`)
      await record.growTo(minutesOf(points))
      const store = await PostgresStore.open(postgres.url)
      const until = pastUntil(minutesOf(points))
      const model = cityModel(catalogue(PAST_METRICS, BENCH_AREAS))
      const hub = await buildHub({ model, store, clock: () => until })
      for (const about of benches) {
        const asks = QUESTIONS[about]({ client, hub, store, until, random: seeded(points) })
        const took = await alternate([ONE_POINT, ...Object.keys(asks)], options.settings.rounds, (name, round) => {
          sayProgress(`${about}, round ${round + 1} of ${options.settings.rounds}: ${name}`)
          return timed(asks[name] ?? onePoint({ client, hub, store, until, random: seeded(round) }), ASKED)
        })
        for (const name of Object.keys(asks))
          for (const share of [0.5, 0.95])
            rows[about].push(
              benchRow({
                ...{ measure: `${name}, p${share * 100}`, unit: 'ms', at: { of: 'retained points', value: points } },
                values: (took[name] ?? []).map((round) => quantile(round, share)),
                baseline: { name: ONE_POINT, values: (took[ONE_POINT] ?? []).map((round) => quantile(round, share)) },
              }),
            )
      }
      await hub.stop()
      await store.close()
    }
    const { rows: sizeOf } = await client.query<{ bytes: string }>(
      `select sum(pg_total_relation_size(inhrelid))::text as bytes from pg_inherits where inhparent = 'guanlan.point'::regclass`,
    )
    await client.end()
    const given = options.given.filter((word, index) => word !== '--also' && options.given[index - 1] !== '--also')
    const { also, ...settings } = options.settings
    for (const about of benches)
      concludeBench(
        about,
        { ...options, settings, given },
        { rows: rows[about], notes: notes(options.settings.points, Number(sizeOf[0]?.bytes)) },
      )
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function isPastBench(name: string): boolean {
  return Object.hasOwn(QUESTIONS, name)
}

/** 1, 3 and 10 million, and so on up to what was asked for. */
function sizes(points: number): readonly number[] {
  const found: number[] = []
  for (let size = 1_000_000; size < points; size *= 10) found.push(size, size * 3)
  return [...found.filter((size) => size < points), points]
}

function notes(points: number, bytes: number): string[] {
  const perPoint = Math.round(bytes / points)
  return [
    'One thousand series, a point a minute each, a twentieth of them corrected an hour later; asked inside the server, without HTTP.',
    `The points of the largest record took ${perPoint} bytes each on disk, indexes included.`,
    `Not measured beyond ${points.toLocaleString('en')} retained points: what a hundred million take would be an extrapolation.`,
  ]
}

const QUESTIONS: Record<PastBench, (ground: Ground) => Record<string, Ask>> = {
  history: (ground) => ({
    'an hour in minutes': () => history(ground, HOUR_MS, 'PT1M'),
    'half a day in hours': () => history(ground, DAY_MS / 2, 'PT1H'),
    'all that is retained of a series, in days': () =>
      ground.hub.history({ ...seriesOf(ground), from: PAST_FROM, to: ground.until, step: 'P1D' }),
  }),
  'as-known-then': (ground) => ({
    'an hour in minutes, as known when it was over': () => history(ground, HOUR_MS, 'PT1M', 0),
    'an hour in minutes, as known two hours later': () => history(ground, HOUR_MS, 'PT1M', 2 * HOUR_MS),
    'half a day in hours, as known when it was over': () => history(ground, DAY_MS / 2, 'PT1H', 0),
  }),
  replay: (ground) => ({
    'a block of one metric in all areas, as told then': () => replay(ground, 'then'),
    'a block of one metric in all areas, as corrected now': async () => replay(ground, await ground.store.head()),
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

function replay({ hub: { model }, store, until, random }: Ground, known: 'then' | number): Promise<unknown> {
  const blocks = Math.floor((until - PAST_FROM) / REPLAY_BLOCK_MS)
  const from = PAST_FROM + Math.floor(random() * blocks) * REPLAY_BLOCK_MS
  return replayMetric({ metric: oneOf(PAST_METRICS, random).id, from, to: from + REPLAY_BLOCK_MS, known }, { store, model })
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

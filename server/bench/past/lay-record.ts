import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyRows } from '../../record/postgres/copy-rows.ts'
import { BENCH_AREAS } from '../bench-city.ts'
import { PAST_FROM, PAST_MODEL, PAST_NAMES, pastHours, pastHoursUntil, pastPoints, pastUntil } from './past-record.ts'

/** Memory for sorting an index, so that a month is sorted in few runs. */
const SORTING = '1GB'

/** After how many points it is said how far it is. */
const TOLD_EVERY = 5_000_000

const COLUMNS = '(window_start, revision, numerator, denominator, observed_at, metric, area, reported, expected)'

/**
 * Lays the record of so many minutes down in an empty schema: what months of running would have left, in minutes. Each month is
 * filled before it has indexes, in a transaction that made it, which the database need not log.
 */
export async function layRecord(client: Client, minutes: number, say: (sentence: string) => void): Promise<void> {
  await client.query(`set maintenance_work_mem = '${SORTING}'`)
  const metrics = await numbered(client, 'metric', PAST_NAMES)
  const areas = await numbered(
    client,
    'area',
    BENCH_AREAS.map(({ code }) => code),
  )
  await client.query(
    'insert into guanlan.series (metric, area) select metric, area from unnest($1::int[]) as metric, unnest($2::int[]) as area',
    [[...metrics.values()], [...areas.values()]],
  )
  const numbers = { metrics, areas: BENCH_AREAS.map(({ code }) => areas.get(code) as number) }
  const until = pastUntil(minutes)
  let laid = 0
  const onPoint = () => {
    laid += 1
    if (laid % TOLD_EVERY === 0) say(`${laid.toLocaleString('en')} points are laid down`)
  }
  for (let from = PAST_FROM; from < until; from = monthAfter(from)) {
    await layMonth(client, { from, to: Math.min(until, monthAfter(from)), minutes, numbers, onPoint })
    say(`the month ${monthName(from)} is there with its indexes`)
  }
  await client.query(
    `insert into guanlan.revision (revision, at, mark)
     select minute + 1, $1::bigint + (minute + 1) * 60000, gen_random_uuid() from generate_series(0, $2::bigint - 1) as minute`,
    [PAST_FROM, minutes],
  )
  await layHours(client, minutes, { metrics, areas })
  say('the hours are kept')
  await client.query('vacuum analyze guanlan.revision, guanlan.series, guanlan.hour')
  await client.query('analyze guanlan.point')
  await client.query('update guanlan.head set revision = $1', [minutes])
  await client.query('checkpoint')
}

interface Numbers {
  readonly metrics: ReadonlyMap<string, number>
  /** By place in BENCH_AREAS. */
  readonly areas: readonly number[]
}

async function numbered(client: Client, table: 'metric' | 'area', names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const insert = `insert into guanlan.${table} (name) select * from unnest($1::text[]) returning id, name`
  const { rows } = await client.query<{ id: number; name: string }>(insert, [names])
  return new Map(rows.map(({ id, name }) => [name, id]))
}

async function layMonth(
  client: Client,
  parts: { readonly from: number; readonly to: number; readonly minutes: number; readonly numbers: Numbers; onPoint(): void },
): Promise<void> {
  const { from, to, minutes, numbers, onPoint } = parts
  const part = `guanlan.point_${monthName(from)}`
  const [begins, ends] = [monthStart(from), monthAfter(from)]
  await client.query('begin')
  await client.query(`create table ${part} (like guanlan.point including defaults including constraints,
    constraint within check (window_start is not null and window_start >= ${begins} and window_start < ${ends}))`)
  const rows = copyRows(9, pastPoints(from, to, minutes), (row, { name, area, windowStart, revision, numerator, observedAt }) => {
    onPoint()
    row.bigint(windowStart).bigint(revision).double(numerator).double(1).bigint(observedAt)
    row
      .integer(numbers.metrics.get(name) as number)
      .integer(numbers.areas[area] as number)
      .integer(1)
      .integer(1)
  })
  await pipeline(Readable.from(rows), client.query(copyFrom(`copy ${part} ${COLUMNS} from stdin (format binary, freeze)`)))
  await client.query(`alter table guanlan.point attach partition ${part} for values from (${begins}) to (${ends})`)
  await client.query(`alter table ${part} drop constraint within`)
  await client.query('commit')
}

async function layHours(
  client: Client,
  minutes: number,
  { metrics, areas }: { readonly metrics: ReadonlyMap<string, number>; readonly areas: ReadonlyMap<string, number> },
): Promise<void> {
  const columns = '(metric, area, window_start, since, revision, numerator, denominator, observed_at, reported, expected, rule)'
  const lines = function* () {
    for (const { metric, area, windowStart, since, revision, numerator, denominator, observedAt, ...hour } of pastHours(minutes)) {
      const key = [metrics.get(metric), areas.get(area), windowStart, since, revision]
      yield `${[...key, numerator, denominator, observedAt, hour.reported, hour.expected, hour.rule].join('\t')}\n`
    }
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(`copy guanlan.hour ${columns} from stdin`)))
  // A revision is never kept at once: what the newest one said has to be looked for.
  await client.query('update guanlan.hours_kept set from_at = $1, to_at = $2, revision = $3, time_zone = $4', [
    ...[PAST_FROM, pastHoursUntil(minutes), minutes - 1, PAST_MODEL.calendar.timeZone],
  ])
}

function monthStart(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

function monthAfter(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

/** `2026_03`, as the parts of a long table are named. */
function monthName(at: number): string {
  return new Date(at).toISOString().slice(0, 7).replace('-', '_')
}

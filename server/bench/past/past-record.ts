import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyRows } from '../../record/postgres/copy-rows.ts'
import { BENCH_AREAS, benchMetrics } from '../bench-city.ts'

/** 1,000 series: each of these metrics in each of the 40 areas, minute by minute. */
export const PAST_METRICS = benchMetrics(25)

const MINUTE_MS = 60_000
/** Minutes whose points are handed over in one COPY. */
const MINUTES_PER_COPY = 60
/** One series in so many is corrected, an hour after its minute. */
const CORRECTED = 20
const CORRECTED_AFTER = 60

const SERIES = PAST_METRICS.flatMap((_, metric) => BENCH_AREAS.map((_, area) => ({ metric, area })))

/** The first minute of the record, epoch ms. */
export const PAST_FROM = Date.parse('2026-03-01T00:00:00+08:00')

/** Points of one minute: every series, and the corrections of an hour before. */
const POINTS_PER_MINUTE = SERIES.length * (1 + 1 / CORRECTED)

/** How many minutes come to so many points, and how many points a record of whole minutes then has. */
export function minutesOf(points: number): number {
  return Math.ceil(points / POINTS_PER_MINUTE)
}

/** Instant after the last of so many minutes, epoch ms. */
export function pastUntil(minutes: number): number {
  return PAST_FROM + minutes * MINUTE_MS
}

/**
 * A record whose points are there already, in the order and under the revisions in which they would have been committed: one
 * revision a minute, with a twentieth of the series corrected an hour later. Figures follow from the numbers of series and minute.
 */
export class PastRecord {
  readonly #client: Client
  #minutes = 0
  #metrics: readonly number[] = []
  #areas: readonly number[] = []

  constructor(client: Client) {
    this.#client = client
  }

  /** Lets the record grow to so many minutes and brings the statistics of the tables up to date, as a database does by itself in time. */
  async growTo(minutes: number): Promise<void> {
    if (this.#minutes === 0) await this.#begin()
    const months = new Set<string>()
    for (let minute = this.#minutes; minute < minutes; minute += 1440) months.add(monthOf(PAST_FROM + minute * MINUTE_MS))
    months.add(monthOf(pastUntil(minutes)))
    for (const month of months) await this.#client.query(`select guanlan.make_month('point', $1::date)`, [month])
    while (this.#minutes < minutes) await this.#copy(Math.min(minutes, this.#minutes + MINUTES_PER_COPY))
    await this.#client.query('update guanlan.head set revision = $1', [this.#minutes])
    await this.#client.query('vacuum analyze guanlan.point, guanlan.revision, guanlan.series')
  }

  async #begin(): Promise<void> {
    const numbersOf = async (table: string, names: readonly string[]) => {
      const insert = `insert into guanlan.${table} (name) select * from unnest($1::text[]) returning id, name`
      const { rows } = await this.#client.query<{ id: number; name: string }>(insert, [names])
      const byName = new Map(rows.map(({ id, name }) => [name, id]))
      return names.map((name) => byName.get(name) as number)
    }
    this.#metrics = await numbersOf(
      'metric',
      PAST_METRICS.map(({ id }) => id),
    )
    this.#areas = await numbersOf(
      'area',
      BENCH_AREAS.map(({ code }) => code),
    )
    await this.#client.query('insert into guanlan.series (metric, area) select * from unnest($1::int[], $2::int[])', [
      SERIES.map(({ metric }) => this.#metrics[metric]),
      SERIES.map(({ area }) => this.#areas[area]),
    ])
  }

  async #copy(until: number): Promise<void> {
    const minutes = Array.from({ length: until - this.#minutes }, (_, index) => this.#minutes + index)
    const columns = '(window_start, revision, numerator, denominator, observed_at, metric, area, reported, expected)'
    const rows = copyRows(9, pointsOf(minutes), (row, { series, minute, revision, numerator }) => {
      const start = PAST_FROM + minute * MINUTE_MS
      row
        .bigint(start)
        .bigint(revision)
        .double(numerator)
        .double(1)
        .bigint(start + MINUTE_MS / 2)
      row
        .integer(this.#metrics[series.metric] as number)
        .integer(this.#areas[series.area] as number)
        .integer(1)
        .integer(1)
    })
    await pipeline(Readable.from(rows), this.#client.query(copyFrom(`copy guanlan.point ${columns} from stdin (format binary)`)))
    await this.#client.query(
      'insert into guanlan.revision (revision, at, mark) select revision, at, gen_random_uuid() from unnest($1::bigint[], $2::bigint[]) as told (revision, at)',
      [minutes.map((minute) => minute + 1), minutes.map((minute) => pastUntil(minute + 1))],
    )
    this.#minutes = until
  }
}

/** Revision n + 1 says the minute n of every series, and once more the minute an hour before of those that are corrected. */
function* pointsOf(minutes: readonly number[]) {
  for (const minute of minutes) {
    const revision = minute + 1
    for (const [number, series] of SERIES.entries()) {
      yield { series, minute, revision, numerator: (number * 31 + minute * 7) % 1000 }
      const before = minute - CORRECTED_AFTER
      if (before >= 0 && (number + before) % CORRECTED === 0)
        yield { series, minute: before, revision, numerator: (number + before) % 1000 }
    }
  }
}

function monthOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 7)}-01`
}

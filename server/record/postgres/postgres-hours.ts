import type { Pool } from 'pg'
import {
  type FoundHours,
  type FoundRevised,
  type HourQuery,
  type HourStore,
  type HoursKept,
  type HoursReach,
  type KeptHour,
  MOST_MISSING,
  type RevisedQuery,
  type RevisedWindow,
} from '../hour-store.ts'
import type { Dictionary } from './dictionary.ts'
import { guarded, recordFaultOf } from './record-fault-of.ts'

export interface PostgresHoursParts {
  readonly pool: Pool
  readonly metrics: Dictionary
  readonly areas: Dictionary
}

/** The kept hours in PostgreSQL. */
export class PostgresHours implements HourStore {
  readonly #pool: Pool
  readonly #metrics: Dictionary
  readonly #areas: Dictionary

  constructor({ pool, metrics, areas }: PostgresHoursParts) {
    this.#pool = pool
    this.#metrics = metrics
    this.#areas = areas
  }

  async kept(): Promise<HoursKept | undefined> {
    const [row] = await this.#read<KeptRow>(`select ${KEPT_FIELDS} from guanlan.hours_kept`)
    return keptOf(row)
  }

  async keep(hours: readonly KeptHour[], before: HoursKept | undefined, after: HoursReach): Promise<boolean> {
    const names = { metrics: hours.map(({ metric }) => metric), areas: hours.map(({ area }) => area) }
    await guarded(Promise.all([this.#metrics.ensure(names.metrics), this.#areas.ensure(names.areas)]))
    const client = await guarded(this.#pool.connect())
    let fault: Error | undefined
    try {
      await client.query('begin')
      const { rowCount } = await client.query(
        `update guanlan.hours_kept set turn = turn + 1, from_at = $1, to_at = $2, revision = $3, time_zone = $4
          where case when from_at is null then $5::bigint is null else turn = $5 end`,
        [after.from, after.to, after.revision, after.timeZone, before?.turn ?? null],
      )
      if (rowCount === 1) {
        if (before?.timeZone !== after.timeZone) await client.query('delete from guanlan.hour')
        await client.query(
          `insert into guanlan.hour (metric, area, window_start, since, revision, numerator, denominator, observed_at, reported,
             expected, rule)
           select * from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::float8[], $7::float8[],
             $8::bigint[], $9::int[], $10::int[], $11::text[])`,
          [
            names.metrics.map((name) => this.#metrics.id(name)),
            names.areas.map((name) => this.#areas.id(name)),
            hours.map(({ windowStart }) => windowStart),
            hours.map(({ since }) => since),
            hours.map(({ revision }) => revision),
            hours.map(({ numerator }) => numerator),
            hours.map(({ denominator }) => denominator),
            hours.map(({ observedAt }) => observedAt),
            hours.map(({ reported }) => reported),
            hours.map(({ expected }) => expected),
            hours.map(({ rule }) => rule),
          ],
        )
      }
      await client.query('commit')
      return rowCount === 1
    } catch (caught) {
      fault = caught as Error
      await client.query('rollback').catch(() => undefined)
      throw recordFaultOf(caught)
    } finally {
      client.release(fault)
    }
  }

  async find({ metric, areas, from, to, asOf = Number.MAX_SAFE_INTEGER }: HourQuery): Promise<FoundHours> {
    const id = this.#metrics.find(metric)
    const asked = areas.flatMap((area) => this.#areas.find(area) ?? [])
    // Before the hours: what is kept meanwhile says more than this, never less.
    const [row] = await this.#read<KeptRow & { head: number | null }>(
      `select ${KEPT_FIELDS}, (select max(revision) from guanlan.revision where mark is not null) as head from guanlan.hours_kept`,
    )
    const kept = keptOf(row)
    const head = Math.min(row?.head ?? 0, asOf)
    if (!kept || id === undefined || asked.length === 0 || head - kept.revision > MOST_MISSING) return { hours: [], revised: [] }
    const [first, last] = [Math.max(from, kept.from), Math.min(to, kept.to)]
    const [rows, revised] = await Promise.all([
      this.#read<HourRow>(
        `select known.* from unnest($2::int[]) as asked (area) cross join lateral (
           select distinct on (window_start) ${HOUR_FIELDS} from guanlan.hour
            where metric = $1 and area = asked.area and window_start >= $3 and window_start < $4 and since <= $5
            order by window_start, since desc
         ) as known`,
        [id, asked, from, to, asOf],
      ),
      asOf <= kept.revision || last <= first
        ? []
        : this.#revised(
            // Points lie on the disk by revision, which the planner does not count on: hence the fence of `offset`, and whole months
            // within it. Of a few hours it would walk through every series by its key.
            `select metric, area, window_start as "windowStart", min(revision) as revision
               from (select * from guanlan.point where revision > $1 and revision <= $2 and window_start >= $3 and window_start < $4 offset 0)
                 as said
              where metric = $5 and area = any($6) and window_start >= $7 and window_start < $8 group by metric, area, window_start`,
            [kept.revision, asOf, monthStart(first), monthStart(last, 1), id, asked, first, last],
          ),
    ])
    await guarded(this.#areas.ensureIds(rows.map(({ area }) => area)))
    return { hours: rows.map((row) => ({ ...row, metric, area: this.#areas.name(row.area) })), revised }
  }

  async revised({ after, upTo, from, to, most }: RevisedQuery): Promise<FoundRevised> {
    const windows = await this.#revised(`${REVISED} order by revision limit $5`, [after, upTo, from, to, most + 1])
    const tooFar = windows[most]
    if (!tooFar) return { windows, upTo }
    const first = (windows[0] as RevisedWindow).revision
    if (tooFar.revision > first) {
      const cut = tooFar.revision - 1
      return { windows: windows.filter(({ revision }) => revision <= cut), upTo: cut }
    }
    return { windows: await this.#revised(REVISED, [first - 1, first, from, to]), upTo: first }
  }

  async pointsBefore(at: number): Promise<number | undefined> {
    const parts = await this.#read<{ month: string }>(
      `select substring(part.relname from 'point_(.*)') as month from pg_inherits join pg_class part on part.oid = inhrelid
        where inhparent = 'guanlan.point'::regclass`,
    )
    const starts = parts.flatMap(({ month }) => {
      const [year, number] = month.split('_').map(Number) as [number, number]
      const start = Date.UTC(year, number - 1, 1)
      return start < at ? [{ start, end: Date.UTC(year, number, 1) }] : []
    })
    const last = starts.sort((a, b) => a.start - b.start).at(-1)
    if (!last) return undefined
    if (last.end < at) return last.end
    const [found] = await this.#read<{ start: number | null }>(
      `select max(newest.window_start) as start from guanlan.series cross join lateral (
         select window_start from guanlan.point
          where metric = series.metric and area = series.area and window_start >= $1 and window_start < $2
          order by window_start desc limit 1
       ) as newest`,
      [last.start, at],
    )
    return found && found.start !== null ? found.start + 1 : last.start
  }

  async #revised(text: string, values: unknown[]): Promise<readonly RevisedWindow[]> {
    const rows = await this.#read<Omit<RevisedWindow, 'metric' | 'area'> & { metric: number; area: number }>(text, values)
    await guarded(
      Promise.all([this.#metrics.ensureIds(rows.map(({ metric }) => metric)), this.#areas.ensureIds(rows.map(({ area }) => area))]),
    )
    return rows.map((row) => ({ ...row, metric: this.#metrics.name(row.metric), area: this.#areas.name(row.area) }))
  }

  async #read<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await guarded(this.#pool.query<Row>(text, values))
    return rows
  }
}

interface KeptRow {
  readonly turn: number
  readonly from: number | null
  readonly to: number | null
  readonly revision: number | null
  readonly timeZone: string | null
}

type HourRow = Omit<KeptHour, 'metric' | 'area'> & { readonly area: number }

const KEPT_FIELDS = 'turn, from_at as from, to_at as to, revision, time_zone as "timeZone"'

const HOUR_FIELDS =
  'area, window_start as "windowStart", numerator, denominator, observed_at as "observedAt", reported, expected, revision, rule, since'

const REVISED = `select metric, area, window_start as "windowStart", revision from guanlan.point
  where revision > $1 and revision <= $2 and window_start >= $3 and window_start < $4`

/** The start of the month of UTC that holds `at`, or of one so many months later. */
function monthStart(at: number, later = 0): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1)
}

function keptOf(row: KeptRow | undefined): HoursKept | undefined {
  if (!row) return undefined
  const { turn, from, to, revision, timeZone } = row
  return from === null || to === null || revision === null || timeZone === null ? undefined : { turn, from, to, revision, timeZone }
}

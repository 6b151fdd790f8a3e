import { randomUUID } from 'node:crypto'
import { Client, type ClientConfig, Pool, types } from 'pg'
import type { IngestAnswer } from '#contract/observation.ts'
import { StartupFault } from '../startup-fault.ts'
import { type Fence, holdLead, NotLeading } from './fence.ts'
import { migrate } from './migrate.ts'
import { copyRows } from './postgres/copy-rows.ts'
import { Dictionary } from './postgres/dictionary.ts'
import { openingSentence } from './postgres/opening-sentence.ts'
import { Partitions } from './postgres/partitions.ts'
import { PostgresHours } from './postgres/postgres-hours.ts'
import { guarded } from './postgres/record-fault-of.ts'
import { calledOut, REVISION_CHANNEL } from './postgres/revision-call.ts'
import { takeEpoch } from './postgres/take-epoch.ts'
import { type Transaction, Writer } from './postgres/writer.ts'
import type {
  FollowedRevision,
  ObservationBatch,
  ObservationWindow,
  PastMoment,
  PointQuery,
  RecordStore,
  RevisedPoints,
  RevisionCommit,
  Said,
  Source,
  StoredEvent,
  StoredObservation,
  StoredPoint,
} from './record-store.ts'

/** Answers under an Idempotency-Key are kept this long, in ms: over a weekend, after which nobody repeats a request. */
const ANSWER_KEPT_MS = 3 * 86_400_000
const HOUR_MS = 3_600_000

/** Connections that read at a time; more readers wait their turn. */
const READERS = 6

/** A database that does not answer a connection for this long, in ms, is not reachable. */
const CONNECT_PATIENCE_MS = 5_000

/** A statement that gets no answer for this long, in ms, has lost its connection, whatever the network says. */
const ANSWER_PATIENCE_MS = 60_000

/** Windows further apart than this, in ms, are read by separate queries, each planned on its own months only. */
const APART_MS = 62 * 86_400_000

const INT8 = 20

export interface StoreOptions {
  /** Told how long each commit of observations took. */
  readonly onCommit?: (ms: number) => void
  /** Batches and revisions are work of the leader, and are refused with NotLeading where another leads; left out, nobody else can. */
  readonly fence?: Fence
  /** True where other servers follow: each revision is called out on `REVISION_CHANNEL`. */
  readonly isCalledOut?: boolean
}

/** The record in PostgreSQL 14 or newer. Whole numbers of 64 bits come as numbers: times and revisions stay below 2⁵³. */
export class PostgresStore implements RecordStore {
  readonly epoch: string
  readonly hours: PostgresHours
  readonly #pool: Pool
  readonly #batches: Writer
  readonly #revisions: Writer
  readonly #metrics: Dictionary
  readonly #areas: Dictionary
  readonly #partitions: Partitions
  /** Areas by metric of which the record has a row in `series`, by their numbers. */
  readonly #series = new Map<number, Set<number>>()
  readonly #onCommit: (ms: number) => void
  readonly #fence: Fence | undefined
  readonly #isCalledOut: boolean
  #answersSweptAt = 0

  private constructor(parts: StoreParts) {
    this.epoch = parts.epoch
    this.hours = new PostgresHours(parts)
    this.#pool = parts.pool
    this.#batches = new Writer(parts.config)
    this.#revisions = new Writer(parts.config)
    this.#metrics = parts.metrics
    this.#areas = parts.areas
    this.#partitions = parts.partitions
    this.#onCommit = parts.onCommit
    this.#fence = parts.fence
    this.#isCalledOut = parts.isCalledOut
  }

  /** Brings the schema of a database up to date, as the owner of its tables. Throws StartupFault. */
  static async prepare(url: string): Promise<void> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_PATIENCE_MS, application_name: 'guanlan' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await migrate(client)
    } catch (fault) {
      if (fault instanceof StartupFault) throw fault
      throw new StartupFault(openingSentence(url, fault), { cause: fault })
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  /**
   * Connects, brings the schema up to date and reads the small tables. Throws StartupFault with one sentence when the database
   * cannot be reached or does not let us in.
   */
  static async open(
    url: string,
    { onCommit = () => undefined, fence, isCalledOut = false }: StoreOptions = {},
  ): Promise<PostgresStore> {
    const config: ClientConfig = {
      connectionString: url,
      application_name: 'guanlan',
      connectionTimeoutMillis: CONNECT_PATIENCE_MS,
      query_timeout: ANSWER_PATIENCE_MS,
      keepAlive: true,
      types: {
        getTypeParser: ((oid: number, format?: 'text') =>
          oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
      },
    }
    const pool = new Pool({ ...config, max: READERS })
    // A connection that breaks while idle is replaced when it is next needed.
    pool.on('error', () => undefined)
    // One that breaks while it is lent out, between two queries, fails the next query; nobody else may be ended by it.
    pool.on('connect', (client) => client.on('error', () => undefined))
    try {
      const client = await pool.connect()
      let epoch: string
      try {
        await migrate(client)
        epoch = await takeEpoch(client)
      } finally {
        client.release()
      }
      const metrics = new Dictionary('metric', pool)
      const areas = new Dictionary('area', pool)
      const partitions = new Partitions(pool)
      await Promise.all([metrics.load(), areas.load(), partitions.load()])
      return new PostgresStore({ epoch, pool, config, metrics, areas, partitions, onCommit, fence, isCalledOut })
    } catch (fault) {
      await pool.end().catch(() => undefined)
      if (fault instanceof StartupFault) throw fault
      throw new StartupFault(openingSentence(url, fault), { cause: fault })
    }
  }

  async head(): Promise<number> {
    const [row] = await this.#read<{ revision: number }>('select revision from guanlan.head')
    return row?.revision ?? 0
  }

  async revisionAt(at: number): Promise<number> {
    const [row] = await this.#read<{ revision: number }>(
      'select revision from guanlan.revision where at <= $1 order by at desc, revision desc limit 1',
      [at],
    )
    return row?.revision ?? 0
  }

  async begunAt(): Promise<number | undefined> {
    const [row] = await this.#read<{ at: number }>('select at from guanlan.revision order by revision limit 1')
    return row?.at
  }

  async findSource(tokenHash: string): Promise<Source | undefined> {
    const [source] = await this.#read<Source>('select id, name, disabled from guanlan.source where token_hash = $1', [tokenHash])
    return source
  }

  sources(): Promise<readonly Source[]> {
    return this.#read<Source>('select id, name, disabled from guanlan.source order by id')
  }

  async addSource(name: string, tokenHash: string): Promise<Source> {
    const [source] = await this.#read<Source>(
      'insert into guanlan.source (name, token_hash) values ($1, $2) on conflict (name) do nothing returning id, name, disabled',
      [name, tokenHash],
    )
    if (!source) throw new Error(`a source named ${name} exists already`)
    return source
  }

  async setSourceDisabled(name: string, disabled: boolean): Promise<boolean> {
    const changed = await this.#read('update guanlan.source set disabled = $2 where name = $1 returning id', [name, disabled])
    return changed.length > 0
  }

  async replaceToken(name: string, tokenHash: string): Promise<Source | undefined> {
    const update = 'update guanlan.source set token_hash = $2 where name = $1 returning id, name, disabled'
    const [source] = await this.#read<Source>(update, [name, tokenHash])
    return source
  }

  authorities(): Promise<readonly { readonly metric: string; readonly area: string; readonly source: number }[]> {
    return this.#read(
      `select metric.name as metric, area.name as area, authority.source
         from guanlan.authority join guanlan.metric on metric.id = authority.metric join guanlan.area on area.id = authority.area
        order by authority.metric, authority.area`,
    )
  }

  async findAnswer(source: number, key: string): Promise<{ readonly bodyHash: string; readonly answer: IngestAnswer } | undefined> {
    const [found] = await this.#read<{ bodyHash: string; answer: IngestAnswer }>(
      'select body_hash as "bodyHash", answer from guanlan.answer where source = $1 and key = $2',
      [source, key],
    )
    return found
  }

  async loadObservations(windows: readonly ObservationWindow[]): Promise<readonly StoredObservation[]> {
    const found: StoredObservation[] = []
    for (const group of this.#byTime(windows)) {
      const rows = await this.#read<ObservationRow>(
        `select told.* from unnest($1::int[], $2::bigint[], $3::bigint[]) as asked (metric, from_at, to_at)
          cross join lateral (
            select distinct on (area, at, source) metric, area, at, source, numerator, denominator, conflict
              from guanlan.observation
             where metric = asked.metric and at >= asked.from_at and at < asked.to_at and at >= $4 and at < $5
             order by area, at, source, batch desc, place desc
          ) as told`,
        [group.metrics, group.from, group.to, group.earliest, group.latest],
      )
      await this.#areas.ensureIds(rows.map(({ area }) => area))
      for (const row of rows) found.push(this.#toObservation(row))
    }
    return found
  }

  newestObservations(): Promise<readonly { readonly metric: string; readonly at: number }[]> {
    return this.#read<{ metric: string; at: number }>(
      `select metric.name as metric, told.at from guanlan.metric cross join lateral (
         select at from guanlan.observation where observation.metric = metric.id order by at desc limit 1
       ) as told`,
    )
  }

  async commitBatches(batches: readonly ObservationBatch[]): Promise<readonly number[]> {
    if (batches.length === 0) return []
    const authorities = batches.flatMap(({ source, authorities }) => authorities.map((figure) => ({ ...figure, source })))
    for (const { observations, authorities } of batches) {
      await this.#prepare(observations)
      await this.#prepare(authorities)
    }
    await guarded(this.#partitions.ensure('observation', instantsOf(batches)))
    await this.#sweepAnswers(batches[0]?.receivedAt ?? 0)
    const began = performance.now()
    const numbers = `${this.#led()} select nextval('guanlan.batch_id_seq') as batch from led, generate_series(1, ${batches.length})`
    const mark = this.newMark()
    const proof = { text: 'select from guanlan.batch where mark = $1 and received_at = $2', values: [mark, batches[0]?.receivedAt] }
    const work = async (transaction: Transaction, opened: { batch: number }[]) => {
      this.#demandLed(opened)
      const ids = opened.map(({ batch }) => batch)
      if (batches.some(({ observations }) => observations.length > 0))
        await transaction.copy(OBSERVATION_COLUMNS, this.#encodeObservations(batches, ids))
      await transaction.query(
        `with told as (
           insert into guanlan.batch (id, source, received_at, first_at, last_at, rows, mark)
           select told.*, $7 from unnest($1::bigint[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[]) as told
           returning id
         )
         insert into guanlan.unrolled select id from told`,
        [
          ids,
          batches.map(({ source }) => source),
          batches.map(({ receivedAt }) => receivedAt),
          batches.map(({ observations }) => extreme(observations, Math.min)),
          batches.map(({ observations }) => extreme(observations, Math.max)),
          batches.map(({ observations }) => observations.length),
          mark,
        ],
      )
      if (authorities.length > 0)
        await transaction.query(
          'insert into guanlan.authority (metric, area, source) select * from unnest($1::int[], $2::int[], $3::int[]) on conflict do nothing',
          [
            authorities.map(({ metric }) => this.#metrics.id(metric)),
            authorities.map(({ area }) => this.#areas.id(area)),
            authorities.map(({ source }) => source),
          ],
        )
      const answered = batches.filter(({ idempotency }) => idempotency !== undefined)
      if (answered.length > 0)
        await transaction.query(
          `insert into guanlan.answer (source, key, body_hash, answer, given_at)
           select * from unnest($1::int[], $2::text[], $3::text[], $4::jsonb[], $5::bigint[]) on conflict do nothing`,
          [
            answered.map(({ source }) => source),
            answered.map(({ idempotency }) => idempotency?.key),
            answered.map(({ idempotency }) => idempotency?.bodyHash),
            answered.map(({ idempotency }) => JSON.stringify(idempotency?.answer)),
            answered.map(({ receivedAt }) => receivedAt),
          ],
        )
      return ids
    }
    const committed = await this.#batches.transaction(numbers, work, proof)
    this.#onCommit(performance.now() - began)
    return committed
  }

  async unrolledBatches(): Promise<
    readonly { readonly batch: number; readonly touched: readonly { readonly metric: string; readonly at: number }[] }[]
  > {
    const waiting = await this.#read<{ id: number; first_at: number | null; last_at: number | null }>(
      'select id, first_at, last_at from guanlan.unrolled join guanlan.batch on batch.id = unrolled.batch order by id',
    )
    const touched = new Map(waiting.map(({ id }) => [id, [] as { metric: string; at: number }[]]))
    for (const group of inGroups(waiting, 500)) {
      const first = Math.min(...group.flatMap(({ first_at }) => first_at ?? []))
      const last = Math.max(...group.flatMap(({ last_at }) => last_at ?? []))
      if (first > last) continue
      const rows = await this.#read<{ batch: number; metric: number; at: number }>(
        `select distinct batch, metric, at from guanlan.observation
          where batch = any($1) and at between $2 and $3 order by batch, metric, at`,
        [group.map(({ id }) => id), first, last],
      )
      await this.#metrics.ensureIds(rows.map(({ metric }) => metric))
      for (const { batch, metric, at } of rows) touched.get(batch)?.push({ metric: this.#metrics.name(metric), at })
    }
    return [...touched].map(([batch, figures]) => ({ batch, touched: figures }))
  }

  newMark(): string {
    return randomUUID()
  }

  /**
   * The row of `head` is locked by the transaction's first statement and let go by its commit, so that revisions become
   * visible in the order of their numbers whoever commits them.
   */
  async commitRevision(commit: RevisionCommit): Promise<number> {
    const { points } = commit
    await this.#prepare(points)
    await guarded(this.#partitions.ensure('point', windowStartsOf(points)))
    const series = this.#unknownSeries(points)
    const take = `${this.#led()} update guanlan.head set revision = revision + 1 from led returning revision`
    const proof = { text: 'select from guanlan.revision where mark = $1 and at = $2', values: [commit.mark, commit.at] }
    const work = async (transaction: Transaction, opened: { revision: number }[]) => {
      this.#demandLed(opened)
      const { revision } = opened[0] as { revision: number }
      if (points.length > 0) await transaction.copy(POINT_COLUMNS, this.#encodePoints(points, revision))
      await transaction.query(
        `with told as (insert into guanlan.revision (revision, at, mark) values ($1, $2, $9)),
              rolled as (delete from guanlan.unrolled where batch = any($3::bigint[])),
              known as (insert into guanlan.series (metric, area) select * from unnest($4::int[], $5::int[]) on conflict do nothing)
         insert into guanlan.event (revision, place, kind, at, body)
         select $1, place - 1, kind, at, body
           from unnest($6::text[], $7::bigint[], $8::jsonb[]) with ordinality as done (kind, at, body, place)`,
        [
          revision,
          commit.at,
          commit.rolledBatches,
          series.map(({ metric }) => metric),
          series.map(({ area }) => area),
          commit.events.map(({ kind }) => kind),
          commit.events.map(({ at }) => at),
          commit.events.map(({ body }) => JSON.stringify(body ?? null)),
          commit.mark,
        ],
      )
      if (this.#isCalledOut)
        await transaction.query('select pg_notify($1, $2)', [REVISION_CHANNEL, calledOut(revision, commit.place)])
      return revision
    }
    const revision = await this.#revisions.transaction(take, work, proof)
    for (const { metric, area } of series) this.#knownAreas(metric).add(area)
    return revision
  }

  async rolledHead(): Promise<number> {
    const [row] = await this.#read<{ revision: number }>(
      'select revision from guanlan.revision where mark is not null order by revision desc limit 1',
    )
    return row?.revision ?? 0
  }

  async revisionsAfter(after: number, limit: number): Promise<readonly FollowedRevision[]> {
    const told = await this.#read<{ revision: number; at: number }>(
      'select revision, at from guanlan.revision where revision > $1 and mark is not null order by revision limit $2',
      [after, limit],
    )
    const last = told.at(-1)
    if (!last) return []
    const rows = await this.#read<PointRow>(
      `select ${POINT_FIELDS} from guanlan.point where revision > $1 and revision <= $2
        order by revision, metric, area, window_start`,
      [after, last.revision],
    )
    const happened = await this.#read<StoredEvent & { revision: number }>(
      `select revision, kind, at, body from guanlan.event
        where revision > $1 and revision <= $2 and matter_id is null order by revision, place`,
      [after, last.revision],
    )
    const points = Map.groupBy(await this.#toPoints(rows), ({ revision }) => revision)
    const events = Map.groupBy(happened, ({ revision }) => revision)
    return told.map((revised) => ({
      ...revised,
      points: points.get(revised.revision) ?? [],
      events: events.get(revised.revision) ?? [],
    }))
  }

  async revisionOf({ mark, at }: Pick<RevisionCommit, 'mark' | 'at'>): Promise<number | undefined> {
    const [row] = await this.#read<{ revision: number }>('select revision from guanlan.revision where mark = $1 and at = $2', [
      mark,
      at,
    ])
    return row?.revision
  }

  async newestPoints(windows: number, past?: PastMoment): Promise<readonly StoredPoint[]> {
    if (past) return this.#newestBefore(windows, past)
    const rows = await this.#read<PointRow>(
      `select newest.* from guanlan.series cross join lateral (
         select distinct on (window_start) ${POINT_FIELDS} from guanlan.point
          where metric = series.metric and area = series.area
          order by window_start desc, revision desc limit $1
       ) as newest`,
      [windows],
    )
    return this.#toPoints(rows)
  }

  async #newestBefore(windows: number, { metric, asOf, before }: PastMoment): Promise<readonly StoredPoint[]> {
    const id = this.#metrics.find(metric)
    if (id === undefined) return []
    const rows = await this.#read<PointRow>(
      `select newest.* from guanlan.series cross join lateral (
         select distinct on (window_start) ${POINT_FIELDS} from guanlan.point
          where metric = $1 and area = series.area and window_start < $2 and revision <= $3
          order by window_start desc, revision desc limit $4
       ) as newest where series.metric = $1`,
      [id, before, asOf, windows],
    )
    return this.#toPoints(rows)
  }

  async loadRevisions(metric: string, after: number, upTo: number): Promise<readonly RevisedPoints[]> {
    const id = this.#metrics.find(metric)
    if (id === undefined) return []
    const [told, rows] = await Promise.all([
      this.#read<{ revision: number; at: number }>(
        'select revision, at from guanlan.revision where revision > $1 and revision <= $2 order by revision',
        [after, upTo],
      ),
      // Points lie on the disk by revision, which the planner does not count on: without the fence of `offset` it walks through
      // all that is retained of the metric.
      this.#read<PointRow>(
        `select ${POINT_FIELDS} from (select * from guanlan.point where revision > $2 and revision <= $3 offset 0) as said
          where metric = $1 order by revision, area, window_start`,
        [id, after, upTo],
      ),
    ])
    const byRevision = Map.groupBy(await this.#toPoints(rows), ({ revision }) => revision)
    return told.flatMap(({ revision, at }) => {
      const points = byRevision.get(revision)
      return points ? [{ revision, at, points }] : []
    })
  }

  async loadPoints(query: PointQuery): Promise<readonly StoredPoint[]> {
    const metric = this.#metrics.find(query.metric)
    const areas = [...new Set(query.areas)].sort().flatMap((area) => this.#areas.find(area) ?? [])
    if (metric === undefined || areas.length === 0) return []
    const rows = await this.#read<PointRow>(
      `select known.* from unnest($2::int[]) with ordinality as asked (area, place) cross join lateral (
         select distinct on (window_start) ${POINT_FIELDS} from guanlan.point
          where metric = $1 and area = asked.area and window_start >= $3 and window_start < $4
            and ($5::bigint is null or revision <= $5)
          order by window_start, revision desc
       ) as known
       order by asked.place, known."windowStart" limit $6`,
      [metric, areas, query.from, query.to, query.asOf ?? null, query.limit],
    )
    return this.#toPoints(rows)
  }

  async loadFrames(windows: readonly ObservationWindow[], asOf?: number): Promise<readonly StoredPoint[]> {
    const found: StoredPoint[] = []
    for (const group of this.#byTime(windows)) {
      const rows = await this.#read<PointRow>(
        `select newest.* from unnest($1::int[], $2::bigint[], $3::bigint[]) as asked (metric, from_at, to_at)
           join guanlan.series on series.metric = asked.metric
          cross join lateral (
            select distinct on (window_start) ${POINT_FIELDS} from guanlan.point
             where metric = series.metric and area = series.area
               and window_start >= asked.from_at and window_start < asked.to_at and window_start >= $4 and window_start < $5
               and ($6::bigint is null or revision <= $6)
             order by window_start, revision desc
          ) as newest`,
        [group.metrics, group.from, group.to, group.earliest, group.latest, asOf ?? null],
      )
      for (const point of await this.#toPoints(rows)) found.push(point)
    }
    return found
  }

  dropBefore(before: number): Promise<readonly string[]> {
    return guarded(this.#partitions.dropBefore(before))
  }

  async close(): Promise<void> {
    await Promise.all([this.#batches.close(), this.#revisions.close()])
    await this.#pool.end()
  }

  async #read<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await guarded(this.#pool.query<Row>(text, values))
    return rows
  }

  /** Opens a statement with a row of `led`, held to the end of the transaction; with none where another server leads. */
  #led(): string {
    return `with led as materialized (${this.#fence ? holdLead(this.#fence) : 'select 0 as term'})`
  }

  /** Throws NotLeading where the opening statement found no row of `led`. */
  #demandLed(opened: readonly unknown[]): void {
    if (opened.length > 0) return
    this.#fence?.refused()
    throw new NotLeading()
  }

  /** Sees to it that every metric and area has a number; nearly always they have. */
  async #prepare(figures: readonly { readonly metric: string; readonly area: string }[]): Promise<void> {
    const metrics = new Set<string>()
    const areas = new Set<string>()
    for (const { metric, area } of figures) {
      if (this.#metrics.find(metric) === undefined) metrics.add(metric)
      if (this.#areas.find(area) === undefined) areas.add(area)
    }
    if (metrics.size > 0) await guarded(this.#metrics.ensure(metrics))
    if (areas.size > 0) await guarded(this.#areas.ensure(areas))
  }

  #knownAreas(metric: number): Set<number> {
    const known = this.#series.get(metric) ?? new Set<number>()
    this.#series.set(metric, known)
    return known
  }

  /** Series of these points that this process has not written down yet. */
  #unknownSeries(points: RevisionCommit['points']): readonly { readonly metric: number; readonly area: number }[] {
    const unknown = new Map<number, Set<number>>()
    for (const point of points) {
      const metric = this.#metrics.id(point.metric)
      const area = this.#areas.id(point.area)
      if (this.#series.get(metric)?.has(area)) continue
      const areas = unknown.get(metric)
      if (areas) areas.add(area)
      else unknown.set(metric, new Set([area]))
    }
    return [...unknown].flatMap(([metric, areas]) => [...areas].map((area) => ({ metric, area })))
  }

  async #sweepAnswers(now: number): Promise<void> {
    if (now - this.#answersSweptAt < HOUR_MS) return
    this.#answersSweptAt = now
    await this.#read('delete from guanlan.answer where given_at < $1', [now - ANSWER_KEPT_MS])
  }

  #encodeObservations(batches: readonly ObservationBatch[], ids: readonly number[]): Iterable<Buffer> {
    return copyRows(9, numbered(batches), (row, { told, index, place }) => {
      row.bigint(told.at).bigint(ids[index] as number)
      if (told.value === undefined) row.double(told.numerator).double(told.denominator)
      else row.double(told.value).null()
      row.integer(this.#metrics.id(told.metric)).integer(this.#areas.id(told.area)).integer(told.source).integer(place)
      row.boolean(told.standing === 'conflict')
    })
  }

  #encodePoints(points: RevisionCommit['points'], revision: number): Iterable<Buffer> {
    return copyRows(9, points, (row, point) => {
      row.bigint(point.windowStart).bigint(revision).double(point.numerator).double(point.denominator).bigint(point.observedAt)
      row.integer(this.#metrics.id(point.metric)).integer(this.#areas.id(point.area))
      row.integer(point.reported).integer(point.expected)
    })
  }

  #toObservation({ metric, area, at, source, numerator, denominator, conflict }: ObservationRow): StoredObservation {
    const said: Said = denominator === null ? { value: numerator } : { numerator, denominator }
    const standing = conflict ? 'conflict' : 'authoritative'
    return { ...said, metric: this.#metrics.name(metric), area: this.#areas.name(area), at, source, standing }
  }

  async #toPoints(rows: readonly PointRow[]): Promise<StoredPoint[]> {
    await this.#metrics.ensureIds(rows.map(({ metric }) => metric))
    await this.#areas.ensureIds(rows.map(({ area }) => area))
    return rows.map((row) => ({ ...row, metric: this.#metrics.name(row.metric), area: this.#areas.name(row.area) }))
  }

  /** Windows of metrics the record knows, gathered so that the windows of one group lie close together in time. */
  #byTime(windows: readonly ObservationWindow[]): WindowGroup[] {
    const groups: WindowGroup[] = []
    for (const { metric, from, to } of [...windows].sort((a, b) => a.from - b.from)) {
      const id = this.#metrics.find(metric)
      if (id === undefined || from >= to) continue
      let group = groups.at(-1)
      if (!group || from - group.latest > APART_MS) {
        group = { metrics: [], from: [], to: [], earliest: from, latest: to }
        groups.push(group)
      }
      group.metrics.push(id)
      group.from.push(from)
      group.to.push(to)
      group.latest = Math.max(group.latest, to)
    }
    return groups
  }
}

interface StoreParts {
  readonly epoch: string
  readonly pool: Pool
  readonly config: ClientConfig
  readonly metrics: Dictionary
  readonly areas: Dictionary
  readonly partitions: Partitions
  readonly onCommit: (ms: number) => void
  readonly fence: Fence | undefined
  readonly isCalledOut: boolean
}

interface WindowGroup {
  readonly metrics: number[]
  readonly from: number[]
  readonly to: number[]
  readonly earliest: number
  latest: number
}

interface ObservationRow {
  readonly metric: number
  readonly area: number
  readonly at: number
  readonly source: number
  readonly numerator: number
  readonly denominator: number | null
  readonly conflict: boolean
}

type PointRow = Omit<StoredPoint, 'metric' | 'area'> & { readonly metric: number; readonly area: number }

const OBSERVATION_COLUMNS = 'guanlan.observation (at, batch, numerator, denominator, metric, area, source, place, conflict)'
const POINT_COLUMNS =
  'guanlan.point (window_start, revision, numerator, denominator, observed_at, metric, area, reported, expected)'
const POINT_FIELDS =
  'metric, area, window_start as "windowStart", numerator, denominator, observed_at as "observedAt", reported, expected, revision'

/** Every observation of a group with the number of its batch in the group and its own in the batch. */
function* numbered(batches: readonly ObservationBatch[]) {
  for (const [index, { observations }] of batches.entries())
    for (let place = 0; place < observations.length; place++) yield { told: observations[place] as StoredObservation, index, place }
}

function* instantsOf(batches: readonly ObservationBatch[]): Generator<number> {
  for (const { observations } of batches) for (const { at } of observations) yield at
}

function* windowStartsOf(points: RevisionCommit['points']): Generator<number> {
  for (const { windowStart } of points) yield windowStart
}

function extreme(observations: readonly StoredObservation[], pick: (a: number, b: number) => number): number | null {
  if (observations.length === 0) return null
  return observations.reduce((found, { at }) => pick(found, at), observations[0]?.at ?? 0)
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  const groups: Item[][] = []
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size))
  return groups
}

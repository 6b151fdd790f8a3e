import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { FRESHNESSES, type Freshness } from '#contract/freshness.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import { seriesKey } from '#contract/series.ts'
import type { Hub } from '../hub/hub-port.ts'

/** What the fan-out reports of itself; see `LiveStats` of the live room. */
export interface LiveNumbers {
  readonly sockets: number
  readonly held: number
  readonly rooms: number
  readonly subscriptions: number
  readonly patches: number
  readonly points: number
  readonly bytes: number
  readonly snapshots: number
  readonly snapshotsMade: number
  readonly resumed: number
  readonly snapshotsNeeded: number
  readonly conflations: number
  readonly lostViews: number
  readonly ticks: number
  readonly tickMs: number
  readonly lastTickMs: number
}

/** From a tenth of a millisecond to ten seconds. */
const SECONDS = [0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The measurements of the process in Prometheus' form. Others report here through small hooks; nobody reads back. */
export class Metrics {
  readonly registry = new Registry()
  readonly #rows = this.#counter('guanlan_rows_total', 'Rows of the door by outcome.', ['source', 'outcome'])
  readonly #rejected = this.#counter('guanlan_rows_rejected_total', 'Rows refused, by code; at most 1000 of a request.', ['code'])
  readonly #ingest = this.#histogram('guanlan_ingest_seconds', 'From the last byte of a request of the door to its answer.')
  readonly #commit = this.#histogram('guanlan_commit_seconds', 'Time one commit of observations took in the record.')
  readonly #behind = this.#histogram('guanlan_revision_delay_seconds', 'From the time of a revision to its being told to readers.')
  readonly #revisions = this.#counter('guanlan_revisions_total', 'Revisions committed since the start.', [])
  readonly #points = this.#counter('guanlan_points_revised_total', 'Points revised since the start.', [])
  readonly #refusals = this.#counter('guanlan_http_refusals_total', 'Requests refused or failed, by code.', ['code'])
  readonly #requests = new Histogram({
    name: 'guanlan_http_seconds',
    help: 'HTTP requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  /** The door answered a request of `source` after `ms`. */
  ingested(source: string, answer: IngestAnswer, ms: number): void {
    const { accepted, duplicates, corrections, conflicts, rejectedCount, rejected } = answer
    const outcomes = { accepted, duplicate: duplicates, correction: corrections, conflict: conflicts, rejected: rejectedCount }
    for (const [outcome, count] of Object.entries(outcomes)) this.#rows.inc({ source, outcome }, count)
    for (const { code } of rejected) this.#rejected.inc({ code })
    this.#ingest.observe(ms / 1000)
  }

  /** The record committed observations in `ms`. */
  committed(ms: number): void {
    this.#commit.observe(ms / 1000)
  }

  answered(method: string, route: string, status: number, ms: number): void {
    this.#requests.observe({ method, route, status: String(status) }, ms / 1000)
  }

  /** Reports whether this server leads, and in which term, whenever somebody asks. */
  followLead(lead: { term(): number | undefined; newestTerm(): number; isCutOff(): boolean }): void {
    this.#gauge('guanlan_leads', 'Whether this server leads.', () => (lead.term() === undefined ? 0 : 1))
    this.#gauge('guanlan_lead_term', 'Newest term of the lead this server has heard of.', () => lead.newestTerm())
    this.#gauge('guanlan_record_cut_off', 'Whether the record cannot be heard by this member.', () => (lead.isCutOff() ? 1 : 0))
  }

  /** A request was refused with a code of the table of errors. */
  refused(code: string): void {
    this.#refusals.inc({ code })
  }

  /** Follows the hub from now on. Returns the undo. */
  follow(hub: Hub, now: () => number): () => void {
    this.#gauge('guanlan_hub_revision', 'Newest committed revision.', () => hub.revision())
    this.#followKept(hub)
    this.#followFreshness(hub)
    return hub.onCommit((commit) => {
      this.#revisions.inc()
      this.#points.inc(commit.revised.length)
      this.#behind.observe(Math.max(0, now() - commit.at) / 1000)
    })
  }

  /** Reports the fan-out whenever somebody asks. */
  followLive(stats: () => LiveNumbers): void {
    const gauges = {
      guanlan_live_sockets: ['Connected sockets.', 'sockets'],
      guanlan_live_sockets_held: ['Sockets that read too slowly at the moment.', 'held'],
      guanlan_live_rooms: ['Different views being followed.', 'rooms'],
      guanlan_live_subscriptions: ['Views followed, over all sockets.', 'subscriptions'],
    } as const
    for (const [name, [help, field]] of Object.entries(gauges)) this.#gauge(name, help, () => stats()[field])
    this.#gauge('guanlan_live_last_tick_seconds', 'What the newest tick took.', () => stats().lastTickMs / 1000)
    const counters = {
      guanlan_live_patches_total: ['Patches made, each once however many screens it went to.', (now: LiveNumbers) => now.patches],
      guanlan_live_points_total: ['Points in those patches.', (now: LiveNumbers) => now.points],
      guanlan_live_bytes_total: ['Bytes handed to sockets, before framing.', (now: LiveNumbers) => now.bytes],
      guanlan_live_snapshots_total: ['Snapshots given.', (now: LiveNumbers) => now.snapshots],
      guanlan_live_snapshots_made_total: [
        'Snapshots gathered from the hub: one is given to everybody who comes within a second.',
        (now: LiveNumbers) => now.snapshotsMade,
      ],
      guanlan_live_resumed_total: ['Readers that resumed without a snapshot.', (now: LiveNumbers) => now.resumed],
      guanlan_live_snapshots_needed_total: ['Readers that could not resume.', (now: LiveNumbers) => now.snapshotsNeeded],
      guanlan_live_conflations_total: ['Times a slow screen skipped values.', (now: LiveNumbers) => now.conflations],
      guanlan_live_lost_views_total: ['Views that fell too far behind to be followed.', (now: LiveNumbers) => now.lostViews],
      guanlan_live_ticks_total: ['Ticks of the fan-out.', (now: LiveNumbers) => now.ticks],
      guanlan_live_tick_seconds_total: ['Time all ticks took together.', (now: LiveNumbers) => now.tickMs / 1000],
    } as const
    for (const [name, [help, read]] of Object.entries(counters)) this.#mirror(name, help, () => read(stats()))
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: SECONDS, registers: [this.registry] })
  }

  /** Figures of the whole city by freshness. */
  freshness(hub: Pick<Hub, 'model' | 'latest'>): Readonly<Record<Freshness, number>> {
    const { model } = hub
    const { metrics, tree } = model
    const counts = Object.fromEntries(FRESHNESSES.map((freshness) => [freshness, 0])) as Record<Freshness, number>
    for (const { id, period } of metrics.values())
      if (model.metricAreas(id).carries.has(tree.root.code))
        counts[hub.latest(seriesKey(id, tree.root.code, period)).freshness] += 1
    return counts
  }

  #followKept(hub: Hub): void {
    const gauge: Gauge<'what'> = new Gauge({
      name: 'guanlan_hub_kept_ratio',
      help: 'What the hub keeps at hand, as a part of its bound: memory grows until windows and commits have filled theirs.',
      labelNames: ['what'],
      registers: [this.registry],
      collect: () => {
        for (const [what, share] of Object.entries(hub.kept())) gauge.set({ what }, share)
      },
    })
  }

  #followFreshness(hub: Hub): void {
    const gauge: Gauge<'freshness'> = new Gauge({
      name: 'guanlan_city_series',
      help: 'Figures of the whole city by freshness: silent ones are departments that have stopped reporting.',
      labelNames: ['freshness'],
      registers: [this.registry],
      collect: () => {
        for (const [freshness, count] of Object.entries(this.freshness(hub)))
          gauge.set({ freshness: freshness as Freshness }, count)
      },
    })
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(read()) })
  }

  /** A counter kept elsewhere: brought up to date whenever somebody asks. */
  #mirror(name: string, help: string, read: () => number): void {
    let told = 0
    const counter: Counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect: () => {
        const now = read()
        counter.inc(Math.max(0, now - told))
        told = now
      },
    })
  }
}

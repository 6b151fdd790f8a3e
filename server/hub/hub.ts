import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import { NotLeading } from '../record/fence.ts'
import { RecordFault, type RecordStore, type StoredEvent } from '../record/record-store.ts'
import { traced } from '../tracing/traced.ts'
import type { Span, TracePlace, Tracing } from '../tracing/tracing.ts'
import { Authorities } from './authorities.ts'
import type { CityState, Passed, Transitions } from './city-state.ts'
import { readOn } from './following.ts'
import type { Frame } from './frame.ts'
import { FrameCache } from './frame-cache.ts'
import { Gate } from './gate.ts'
import { readHistory } from './history.ts'
import type { CityModel, Commit, HistoryRequest, IngestRequest, KeptShares, MemberHub } from './hub-port.ts'
import { type MetricPlan, metricPlans } from './metric-plan.ts'
import { rollUpUnrolled } from './recovery.ts'
import { resolveFigure } from './resolve-series.ts'
import { restoreCity } from './restore.ts'
import { type HubLog, Revisions } from './revisions.ts'
import { type RolledPoint, rolledPoint, rollUpFrame } from './roll-up.ts'
import { type CheckedRequest, checkRequest, type Group, type TakingIn, takeIn } from './taking-in.ts'

export type { HubLog } from './revisions.ts'

export interface HubParts {
  readonly model: CityModel
  readonly store: RecordStore
  /** Epoch ms. */
  readonly clock: () => number
  readonly log?: HubLog
  /** Gives ticks and sockets a turn during long work; without it long work is done in one go. */
  readonly rest?: () => Promise<void>
  /** Set where several servers have one record, and the hub begins by following another. */
  readonly member?: {
    /** True while the record cannot be heard: what is shown may be old. */
    isCutOff(): boolean
  }
  /** Told how long each stage of the work takes; left out, nobody wants to know. */
  readonly tracing?: Tracing
}

/** Requests wait for each other up to this many rows, and are then committed together. */
const GROUP_ROWS = 40_000

/** Batches without any effect on points are marked as rolled up with the next commit, or when this many have gathered. */
const MOST_WITHOUT_EFFECT = 500

/** Frames rolled up before others get a turn. */
const FRAMES_PER_TURN = 500

/**
 * Builds a hub on what the record holds: newest points, today's running totals, and batches that were acknowledged but
 * not rolled up before the last stop, which are rolled up now. Where other servers have the record as well, it begins by
 * following, until `lead` is called. Throws RecordFault when the record cannot be read.
 */
export async function buildHub(parts: HubParts): Promise<MemberHub> {
  const { store, model, clock, log } = parts
  const plans = metricPlans(model)
  // What people do is numbered in between. Servers of one record agree on where figures stand, and only on that.
  const head = await (parts.member ? store.rolledHead() : store.head())
  const state = await restoreCity({ store, plans, calendar: model.calendar, now: clock() })
  const revisions = new Revisions({ store, state, head, ...(log && { log }) })
  const hub = new CityHub(parts, plans, state, revisions)
  await hub.catchUp()
  return hub
}

interface Waiting {
  readonly request: IngestRequest
  /** The request through the gate: begun at once, while the record is busy with those before. */
  readonly checked: Promise<CheckedRequest>
  readonly span: Span | undefined
  resolve(answer: IngestAnswer): void
  reject(fault: unknown): void
}

/** The hub as a row of work done one after another: groups of requests, the clock in between. While another server leads, what it commits. */
class CityHub implements MemberHub {
  readonly model: CityModel
  private readonly store: RecordStore
  private readonly clock: () => number
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private readonly taking: TakingIn
  private readonly state: CityState
  private readonly revisions: Revisions
  private readonly waiting: Waiting[] = []
  private ticks: (() => void)[] = []
  private pumping: Promise<void> | undefined
  /** The revision under way: while the record takes it, the next group comes in. */
  private revising: Promise<void> | undefined
  private isStopped = false
  private isLeading: boolean
  /** How often this server began to lead. */
  private leads = 0
  /** The record may hold revisions of another server that are not known here. */
  private isBehind: boolean
  private readonly member: HubParts['member']
  private readonly tracing: Tracing | undefined
  /** The record may hold batches this process does not know of, as it may at the start. */
  private isInDoubt = true
  /** A figure was handed to another source since who answers was last read. */
  private areAuthoritiesStale = false
  private withoutEffect: number[] = []

  constructor(parts: HubParts, plans: ReadonlyMap<string, MetricPlan>, state: CityState, revisions: Revisions) {
    this.model = parts.model
    this.store = parts.store
    this.clock = parts.clock
    this.plans = plans
    this.state = state
    this.revisions = revisions
    this.member = parts.member
    this.tracing = parts.tracing
    this.isLeading = parts.member === undefined
    this.isBehind = parts.member !== undefined
    this.taking = {
      store: parts.store,
      gate: new Gate(plans, (code) => parts.model.tree.byCode.has(code)),
      frames: new FrameCache(parts.store, parts.model.calendar, plans),
      authorities: new Authorities(plans),
      clock: parts.clock,
      rest: parts.rest ?? (() => Promise.resolve()),
    }
  }

  get epoch(): string {
    return this.store.epoch
  }

  revision(): number {
    return this.revisions.head()
  }

  ingest(request: IngestRequest): Promise<IngestAnswer> {
    if (this.isStopped) return Promise.reject(new RecordFault('record/unavailable'))
    if (!this.isLeading) return Promise.reject(new NotLeading())
    const facts = { 'guanlan.rows': request.rows.length }
    const span = this.tracing?.begin('take-in', { parent: request.place, facts })
    const checked = checkRequest(request, this.taking)
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, checked, span, resolve, reject })
      this.wake()
    })
  }

  latest(key: SeriesKey): Point {
    const point = this.state.point(key, this.clock())
    if (!point) throw new Refusal('series/unknown-step', `There is no live series ${key}.`)
    return point
  }

  has(key: SeriesKey): boolean {
    return this.state.has(key)
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    return this.revisions.listen(listener)
  }

  commitsSince(revision: number): readonly Commit[] | undefined {
    return this.revisions.since(revision)
  }

  async history(request: HistoryRequest): Promise<readonly Point[]> {
    const { id } = resolveFigure(this.model, request.metric, request.area)
    const plan = this.plans.get(id) as MetricPlan
    return readHistory(request, plan, { store: this.store, calendar: this.model.calendar, now: this.clock() })
  }

  mayHold(revision: number): boolean {
    return this.member !== undefined && revision > this.revisions.head()
  }

  isCutOff(): boolean {
    return this.member?.isCutOff() === true
  }

  kept(): KeptShares {
    return { windows: this.taking.frames.share(), commits: this.revisions.keptShare() }
  }

  lead(): void {
    this.isLeading = true
    this.leads += 1
    this.isBehind = true
    this.isInDoubt = true
  }

  follow(): void {
    this.isLeading = false
    for (const waiting of this.waiting.splice(0)) refuse(waiting, new NotLeading())
  }

  handedOver(): void {
    this.areAuthoritiesStale = true
  }

  tick(): Promise<void> {
    return new Promise((resolve) => {
      this.ticks.push(resolve)
      this.wake()
    })
  }

  async idle(): Promise<void> {
    for (let work = this.pumping ?? this.revising; work; work = this.pumping ?? this.revising) await work
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.idle()
    this.revisions.leave()
  }

  /**
   * Reads what another server committed, and brings what an earlier fault or stop left half done to its end, before anything
   * new is begun.
   */
  async catchUp(): Promise<void> {
    if (!this.isBehind && this.isLeading && !this.isInDoubt) return
    await this.revising
    if (this.isBehind || !this.isLeading) await this.readOn()
    if (!this.isLeading) return
    await this.revisions.finish()
    if (!this.isInDoubt) return
    const { store, plans, model, taking } = this
    taking.frames.clear()
    await taking.authorities.load(store)
    this.withoutEffect = []
    for await (const { points, rolledBatches } of rollUpUnrolled({ store, plans, calendar: model.calendar, frames: taking.frames }))
      await this.commitPoints(points, rolledBatches)
    this.isInDoubt = false
  }

  private async readOn(): Promise<void> {
    const { store, plans, state, revisions, taking } = this
    const passed = revisions.drop()
    if (passed) state.oweAgain(passed)
    const { leads } = this
    await readOn({ store, plans, state, revisions, rest: taking.rest })
    revisions.noteWritten()
    // Whoever began to lead meanwhile has to look once more: others may have committed until then.
    if (leads !== this.leads || !this.isBehind) return
    this.isBehind = false
    // Nobody knows how far the leader before had come with the clock: everything is told again, here and to those who follow.
    if (this.isLeading) state.oweEverything()
  }

  private async readAuthorities(): Promise<void> {
    if (!this.areAuthoritiesStale) return
    this.areAuthoritiesStale = false
    try {
      await this.taking.authorities.load(this.store)
    } catch (fault) {
      this.areAuthoritiesStale = true
      throw fault
    }
  }

  private wake(): void {
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined
      if (this.waiting.length > 0 || this.ticks.length > 0) this.wake()
    })
  }

  private async pump(): Promise<void> {
    await Promise.resolve()
    while (this.waiting.length > 0 || this.ticks.length > 0) {
      if (this.waiting.length > 0) await this.takeGroup(this.nextGroup())
      if (this.ticks.length > 0) await this.takeTick()
    }
  }

  private nextGroup(): readonly Waiting[] {
    let rows = 0
    let count = 0
    for (const { request } of this.waiting) {
      if (count > 0 && rows + request.rows.length > GROUP_ROWS) break
      rows += request.rows.length
      count += 1
    }
    return this.waiting.splice(0, count)
  }

  /**
   * Durable commit, acknowledgement, roll-up, revision: in this order, for all requests of the group at once. Only the revision is
   * not waited for: the next group becomes durable meanwhile. Its rows come into the frames when those before them are folded, so
   * that no point ever says what the record has not taken.
   */
  private async takeGroup(waiting: readonly Waiting[]): Promise<void> {
    const { tracing } = this
    const place = placeOfGroup(waiting)
    let group: Group
    let batches: readonly number[] = []
    try {
      await this.catchUp()
      if (!this.isLeading) throw new NotLeading()
      await this.readAuthorities()
      const facts = { 'guanlan.parts': waiting.length }
      group = await traced(tracing, 'gate', { parent: place, facts }, async () =>
        takeIn(await Promise.all(waiting.map(({ checked }) => checked)), this.taking),
      )
      if (group.batches.length > 0) {
        const { batches: taken } = group
        batches = await traced(tracing, 'commit', { parent: place, facts: factsOf(group) }, () => this.store.commitBatches(taken))
        this.revisions.noteWritten()
      }
    } catch (fault) {
      this.distrust(fault)
      for (const one of waiting) refuse(one, fault)
      return
    }
    for (const [index, one] of waiting.entries()) {
      const outcome = group.outcomes[index]
      if (outcome && 'answer' in outcome) {
        one.span?.end()
        one.resolve(outcome.answer)
      } else refuse(one, outcome?.refusal)
    }
    try {
      await this.rollUp(group.touched, batches, place)
    } catch (fault) {
      this.distrust(fault)
    }
    this.taking.frames.trim()
  }

  private async rollUp(touched: ReadonlySet<Frame>, batches: readonly number[], parent: TracePlace | undefined): Promise<void> {
    const facts = { 'guanlan.frames': touched.size }
    const points = await traced(this.tracing, 'roll-up', { parent, facts }, () => this.fold(touched))
    await this.revising
    // When the revision before came to nothing, the record is read again, and this group with it.
    if (this.isInDoubt) return
    this.withoutEffect.push(...batches)
    if (points.length === 0 && this.withoutEffect.length < MOST_WITHOUT_EFFECT) return
    const rolledBatches = this.withoutEffect
    this.withoutEffect = []
    this.revising = traced(this.tracing, 'revision', { parent, facts: { 'guanlan.points': points.length } }, async (span) => {
      await this.commitPoints(points, rolledBatches, span?.place)
      span?.note({ 'guanlan.revision': this.revisions.head() })
    })
      .catch((fault) => this.distrust(fault))
      .finally(() => {
        this.revising = undefined
      })
  }

  private async fold(touched: ReadonlySet<Frame>): Promise<readonly RolledPoint[]> {
    const points: RolledPoint[] = []
    let count = 0
    for (const frame of touched) {
      count += 1
      if (count % FRAMES_PER_TURN === 0) await this.taking.rest()
      for (const place of rollUpFrame(frame)) points.push(rolledPoint(frame, place))
      this.taking.frames.recount(frame)
    }
    return points
  }

  private async commitPoints(points: readonly RolledPoint[], rolledBatches: readonly number[], place?: TracePlace): Promise<void> {
    const { state } = this
    const closed = state.closed(points)
    if (closed.length > 0) state.reopen(points, closed, await this.store.loadFrames(closed))
    const at = this.clock()
    const events = freshnessEvents(state.transitionsOf(points, at), at)
    const tiers = state.takenBack(points)
    await this.revisions.commit({ at, points, tiers, events, rolledBatches, ...(place !== undefined && { place }) })
  }

  /** A tick that the record refuses is not lost: what it found is stored with the next. */
  private async takeTick(): Promise<void> {
    const ticks = this.ticks
    this.ticks = []
    try {
      await this.revising
      await this.catchUp()
      if (this.isLeading) await this.lookAtClock()
    } catch (fault) {
      this.distrust(fault)
    }
    for (const done of ticks) done()
  }

  private async lookAtClock(): Promise<void> {
    const at = this.clock()
    const passed = this.state.pass(at)
    const tiers = passed.tiers.map(({ point }) => point)
    if (passed.changed.size > 0 || tiers.length > 0)
      await this.revisions.commit({ at, points: [], tiers, events: passedEvents(passed, at), rolledBatches: [], passed })
  }

  /**
   * After any fault memory may differ from the record: what is in doubt is read again before the next work. Nothing
   * acknowledged can be lost by going on, since it is in the record.
   */
  private distrust(fault: unknown): void {
    this.isInDoubt = true
    if (!(fault instanceof NotLeading)) this.revisions.noteFault(fault)
  }
}

function refuse({ span, reject }: Waiting, fault: unknown): void {
  span?.end(fault)
  reject(fault)
}

/** What is done for a group at once is part of its first request that is traced; the others are linked to it. */
function placeOfGroup(waiting: readonly Waiting[]): TracePlace | undefined {
  const [first, ...others] = waiting.flatMap(({ span }) => span ?? [])
  if (!first) return undefined
  for (const other of others) {
    other.link(first.place)
    first.link(other.place)
  }
  return first.place
}

function factsOf({ batches }: Group) {
  return { 'guanlan.observations': batches.reduce((count, { observations }) => count + observations.length, 0) }
}

function freshnessEvents(transitions: Transitions, at: number): StoredEvent[] {
  return Object.keys(transitions).length > 0 ? [{ kind: 'freshness', at, body: transitions }] : []
}

/** What time alone did: figures that aged, windows that closed without all members, running totals that began anew, another leader. */
function passedEvents({ transitions, settled, opened, isAll }: Passed, at: number): StoredEvent[] {
  const events = freshnessEvents(transitions, at)
  if (settled.length > 0) events.push({ kind: 'settled', at, body: settled })
  if (opened.length > 0) events.push({ kind: 'opened', at, body: opened })
  if (isAll) events.push({ kind: 'led', at, body: null })
  return events
}

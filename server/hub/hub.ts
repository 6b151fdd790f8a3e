import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesKey } from '#contract/series.ts'
import { NotLeading } from '../record/fence.ts'
import { RecordFault, type RecordStore, type StoredEvent } from '../record/record-store.ts'
import { traced } from '../tracing/traced.ts'
import type { TracePlace, Tracing } from '../tracing/tracing.ts'
import { Authorities } from './authorities.ts'
import { CalledPlaces } from './called-places.ts'
import type { CityState, Passed, Transitions } from './city-state.ts'
import { readOn } from './following.ts'
import { FormingGroup, keyOf, placeOf, refuse, type Waiting } from './forming-group.ts'
import { FrameCache, type FrameRoom } from './frame-cache.ts'
import { Gate } from './gate.ts'
import { readHistory } from './history.ts'
import type { CityModel, Commit, HistoryRequest, IngestRequest, KeptShares, MemberHub } from './hub-port.ts'
import { type MetricPlan, metricPlans } from './metric-plan.ts'
import { type FoldedFrame, foldFrame, PendingPoints } from './pending-points.ts'
import { rollUpUnrolled } from './recovery.ts'
import { resolveFigure } from './resolve-series.ts'
import { restoreCity } from './restore.ts'
import { type HubLog, Revisions } from './revisions.ts'
import type { RolledPoint } from './roll-up.ts'
import { checkRequest, type TakingIn, takeIn } from './taking-in.ts'

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
  /** What of the windows that are being told of may be kept in memory; left out, little. */
  readonly room?: FrameRoom
  /** Told how long each stage of the work takes; left out, nobody wants to know. */
  readonly tracing?: Tracing
}

/** Requests wait for each other up to this many rows, and are then committed together. */
const GROUP_ROWS = 40_000

/** Batches without any effect on points are marked as rolled up with the next commit, or when this many have gathered. */
const MOST_WITHOUT_EFFECT = 500

/** So many rows may wait for their group; whoever begins to send more is told to come later. */
const MOST_WAITING_ROWS = 2 * GROUP_ROWS

/** Points that may wait for the revision before theirs; with more of them, rows are taken in no faster than they are rolled up. */
const MOST_PENDING = 40_000

const NO_KEYS: ReadonlySet<string> = new Set()

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
  private waitingRows = 0
  private ticks: (() => void)[] = []
  private pumping: Promise<void> | undefined
  /** The group that the record takes at the moment: the next comes through the gate meanwhile. */
  private committing: Promise<void> | undefined
  private keysUnderWay: ReadonlySet<string> = NO_KEYS
  /** How many groups the record refused. */
  private losses = 0
  /** Called when a request or a tick begins to wait. */
  private arrived: () => void = () => undefined
  /** The revision under way: what becomes durable meanwhile gathers for the next. */
  private revising: Promise<void> | undefined
  private readonly pending = new PendingPoints()
  private pendingPlace: TracePlace | undefined
  private isStopped = false
  private isLeading: boolean
  /** How often this server began to lead. */
  private leads = 0
  /** The record may hold revisions of another server that are not known here. */
  private isBehind: boolean
  private readonly member: HubParts['member']
  private readonly tracing: Tracing | undefined
  private readonly places = new CalledPlaces()
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
      frames: new FrameCache(parts.store, parts.model.calendar, plans, parts.room),
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
      this.waitingRows += request.rows.length
      this.wake()
    })
  }

  isFull(): boolean {
    return this.waitingRows >= MOST_WAITING_ROWS
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
    this.waitingRows = 0
  }

  noteTraced(revision: number, place: TracePlace): void {
    if (this.tracing && revision > this.revisions.head()) this.places.note(revision, place)
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
    for (let work = this.underWay(); work; work = this.underWay()) await work
  }

  private underWay(): Promise<void> | undefined {
    return this.pumping ?? this.committing ?? this.revising
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
    await this.committing
    await this.revising
    if (this.isBehind || !this.isLeading) await this.readOn()
    if (!this.isLeading) return
    await this.revisions.finish()
    if (!this.isInDoubt) return
    const { store, plans, model, taking } = this
    taking.frames.clear()
    await taking.authorities.load(store)
    this.withoutEffect = []
    this.pending.clear()
    for await (const { points, rolledBatches } of rollUpUnrolled({
      store,
      plans,
      calendar: model.calendar,
      frames: taking.frames,
      now: this.clock(),
    }))
      await this.commitPoints(points, rolledBatches)
    this.isInDoubt = false
  }

  private async readOn(): Promise<void> {
    const { store, plans, state, revisions, taking } = this
    const passed = revisions.drop()
    if (passed) state.oweAgain(passed)
    const { leads } = this
    await readOn({ store, plans, state, revisions, places: this.places, rest: taking.rest })
    revisions.noteWritten()
    // Whoever began to lead meanwhile has to look once more: others may have committed until then.
    if (leads !== this.leads || !this.isBehind) return
    this.isBehind = false
    // Nobody knows how far the leader before had come with the clock: everything is told again, here and to those who follow.
    if (this.isLeading) state.oweEverything()
  }

  private async readAuthorities(): Promise<void> {
    if (!this.areAuthoritiesStale) return
    // What the group before makes a source answerable for is not in the record before the group is.
    await this.committing
    this.areAuthoritiesStale = false
    try {
      await this.taking.authorities.load(this.store)
    } catch (fault) {
      this.areAuthoritiesStale = true
      throw fault
    }
  }

  private wake(): void {
    this.arrived()
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined
      if (this.waiting.length > 0 || this.ticks.length > 0) this.wake()
    })
  }

  private async pump(): Promise<void> {
    await Promise.resolve()
    while (this.waiting.length > 0 || this.ticks.length > 0) {
      if (this.waiting.length > 0) await this.takeGroup()
      if (this.ticks.length > 0) await this.takeTick()
    }
  }

  /** What comes through the gate next: nothing while a key is under way that the next request has too. */
  private nextPart(group: FormingGroup): readonly Waiting[] {
    let rows = group.rows
    let count = 0
    for (const { request } of this.waiting) {
      const isFull = rows > 0 && rows + request.rows.length > GROUP_ROWS
      const key = keyOf(request)
      if (isFull || (key !== undefined && (group.keys.has(key) || this.keysUnderWay.has(key)))) break
      rows += request.rows.length
      count += 1
    }
    const part = this.waiting.splice(0, count)
    this.waitingRows -= rowsOf(part)
    return part
  }

  /**
   * What joins a group: all that waits and, while the record is busy with the group before, what still comes. Nothing when the
   * group is large enough.
   */
  private async morePart(group: FormingGroup): Promise<readonly Waiting[]> {
    let part = this.nextPart(group)
    while (part.length === 0 && this.waiting.length === 0 && this.committing && group.rows < GROUP_ROWS) {
      await Promise.race([this.committing, new Promise<void>((resolve) => (this.arrived = resolve))])
      part = this.nextPart(group)
    }
    return part
  }

  /**
   * Through the gate, durable commit, acknowledgement, revision: in this order for every group. While the record takes one, the
   * next comes through the gate, compared with what that one says; should it come to nothing, the next is compared again. A group
   * is folded before rows of another come into its frames, so that no point ever says what the record has not taken.
   */
  private async takeGroup(): Promise<void> {
    const group = new FormingGroup()
    const { losses, leads } = this
    let folded: readonly FoldedFrame[]
    let part = this.nextPart(group)
    if (part.length === 0) return this.committing
    try {
      await this.catchUp()
      if (!this.isLeading) throw new NotLeading()
      await this.readAuthorities()
      while (this.pending.size > MOST_PENDING && this.revising) await this.revising
      for (; part.length > 0; part = await this.morePart(group)) await this.bringIn(part, group)
      folded = await this.fold(group)
    } catch (fault) {
      this.distrust(fault)
      for (const one of group.waiting) refuse(one, fault)
      for (const one of part) if (!group.waiting.includes(one)) refuse(one, fault)
      return
    }
    await this.committing
    if (losses !== this.losses || leads !== this.leads) {
      // Its rows are in the frames as if they had been said, compared with rows that nobody has or without those of another leader.
      this.isInDoubt = true
      this.waiting.unshift(...group.waiting)
      this.waitingRows += group.rows
      return
    }
    this.keysUnderWay = group.keys
    this.committing = this.commit(group, folded).finally(() => {
      this.committing = undefined
      this.keysUnderWay = NO_KEYS
    })
    this.taking.frames.trim(this.clock(), group.touched)
  }

  private async bringIn(part: readonly Waiting[], group: FormingGroup): Promise<void> {
    const traces = { parent: placeOf(part), facts: { 'guanlan.parts': part.length } }
    const taken = await traced(this.tracing, 'gate', traces, async () =>
      takeIn(await Promise.all(part.map(({ checked }) => checked)), this.taking),
    )
    group.add(part, taken)
  }

  private async fold({ touched, waiting }: FormingGroup): Promise<readonly FoldedFrame[]> {
    const traces = { parent: placeOfFirst(waiting), facts: { 'guanlan.frames': touched.size } }
    return traced(this.tracing, 'roll-up', traces, async () => {
      const folded: FoldedFrame[] = []
      let count = 0
      for (const frame of touched) {
        count += 1
        if (count % FRAMES_PER_TURN === 0) await this.taking.rest()
        const changed = foldFrame(frame)
        if (changed) folded.push(changed)
        this.taking.frames.recount(frame)
      }
      return folded
    })
  }

  private async commit(group: FormingGroup, folded: readonly FoldedFrame[]): Promise<void> {
    const place = placeOfFirst(group.waiting)
    let batches: readonly number[] = []
    try {
      if (group.batches.length > 0) {
        const traces = { parent: place, facts: factsOf(group) }
        batches = await traced(this.tracing, 'commit', traces, () => this.store.commitBatches(group.batches))
        this.revisions.noteWritten()
      }
    } catch (fault) {
      this.losses += 1
      this.distrust(fault)
      for (const one of group.waiting) refuse(one, fault)
      return
    }
    group.answer()
    // When a revision came to nothing, the record is read again, and this group with it.
    if (this.isInDoubt) return
    this.pending.add(folded)
    this.pendingPlace ??= place
    this.withoutEffect.push(...batches)
    this.revisePending()
  }

  private revisePending(): void {
    if (this.revising || this.isInDoubt) return
    if (this.pending.size === 0 && this.withoutEffect.length < MOST_WITHOUT_EFFECT) return
    const points = this.pending.take()
    const rolledBatches = this.withoutEffect
    const parent = this.pendingPlace
    this.withoutEffect = []
    this.pendingPlace = undefined
    void this.revise(() =>
      traced(this.tracing, 'revision', { parent, facts: { 'guanlan.points': points.length } }, async (span) => {
        await this.commitPoints(points, rolledBatches, span?.place)
        span?.note({ 'guanlan.revision': this.revisions.head() })
      }),
    )
  }

  /** One revision at a time; when it ends, what gathered meanwhile becomes the next. */
  private revise(work: () => Promise<void>): Promise<void> {
    this.revising = work()
      .catch((fault) => this.distrust(fault))
      .finally(() => {
        this.revising = undefined
        this.revisePending()
      })
    return this.revising
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
      do {
        await this.revising
        await this.catchUp()
      } while (this.revising)
      if (this.isLeading) await this.revise(() => this.lookAtClock())
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

/** What is done for a group is part of the first of its requests that is traced. */
function placeOfFirst(waiting: readonly Waiting[]): TracePlace | undefined {
  return waiting.find(({ span }) => span !== undefined)?.span?.place
}

function rowsOf(part: readonly Waiting[]): number {
  return part.reduce((rows, { request }) => rows + request.rows.length, 0)
}

function factsOf({ batches }: FormingGroup) {
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

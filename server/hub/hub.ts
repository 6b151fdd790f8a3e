import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Point } from '#contract/point.ts'
import { parseSeriesKey, type SeriesKey } from '#contract/series.ts'
import { RecordFault, type RecordStore, type StoredEvent } from '../record/record-store.ts'
import { Authorities } from './authorities.ts'
import { CityState, type Passed, type Transitions } from './city-state.ts'
import { CommitRing } from './commit-ring.ts'
import type { Frame } from './frame.ts'
import { FrameCache } from './frame-cache.ts'
import { Gate } from './gate.ts'
import { readHistory } from './history.ts'
import type { CityModel, Commit, HistoryRequest, Hub, IngestRequest } from './hub-port.ts'
import { type MetricPlan, metricPlans } from './metric-plan.ts'
import { rollUpUnrolled } from './recovery.ts'
import { restoreCity } from './restore.ts'
import { type RolledPoint, rolledPoint, rollUpFrame } from './roll-up.ts'
import { type Group, type TakingIn, takeIn } from './taking-in.ts'

/** Where the hub writes what an operator should know. */
export type HubLog = (level: 'info' | 'warn' | 'error', sentence: string, fields: object) => void

export interface HubParts {
  readonly model: CityModel
  readonly store: RecordStore
  /** Epoch ms. */
  readonly clock: () => number
  readonly log?: HubLog
  /** Gives ticks and sockets a turn during long work; without it long work is done in one go. */
  readonly rest?: () => Promise<void>
}

/** Requests wait for each other up to this many rows, and are then committed together. */
const GROUP_ROWS = 20_000

/** Batches without any effect on points are marked as rolled up with the next commit, or when this many have gathered. */
const MOST_WITHOUT_EFFECT = 500

/** Frames rolled up before others get a turn. */
const FRAMES_PER_TURN = 500

/**
 * Builds a hub on what the record holds: newest points, today's running totals, and batches that were acknowledged but
 * not rolled up before the last stop, which are rolled up now. Throws RecordFault when the record cannot be read.
 */
export async function buildHub(parts: HubParts): Promise<Hub> {
  const hub = new CityHub(parts)
  await hub.start()
  return hub
}

interface Waiting {
  readonly request: IngestRequest
  resolve(answer: IngestAnswer): void
  reject(fault: unknown): void
}

/** One revision on its way: what to store, and what becomes true in memory once it is stored. */
interface Revision {
  readonly at: number
  readonly points: readonly RolledPoint[]
  /** Words about running totals: written down, or taken back. Readers never see them. */
  readonly tiers: readonly RolledPoint[]
  readonly events: readonly StoredEvent[]
  readonly rolledBatches: readonly number[]
  readonly passed?: Passed
}

class CityHub implements Hub {
  readonly model: CityModel
  private readonly store: RecordStore
  private readonly clock: () => number
  private readonly log: HubLog | undefined
  private readonly plans: ReadonlyMap<string, MetricPlan>
  private readonly taking: TakingIn
  private state: CityState
  private ring = new CommitRing(0)
  private readonly listeners = new Set<(commit: Commit) => void>()
  private readonly waiting: Waiting[] = []
  private ticks: (() => void)[] = []
  private head = 0
  private pumping: Promise<void> | undefined
  private isStopped = false
  /** A revision the record did not confirm; nothing goes on before it is in. */
  private pending: Revision | undefined
  /** The record may hold batches this process does not know of. */
  private isInDoubt = true
  private isRecordDown = false
  private withoutEffect: number[] = []

  constructor(parts: HubParts) {
    this.model = parts.model
    this.store = parts.store
    this.clock = parts.clock
    this.log = parts.log
    this.plans = metricPlans(parts.model)
    this.taking = {
      store: parts.store,
      gate: new Gate(this.plans, (code) => parts.model.tree.byCode.has(code)),
      frames: new FrameCache(parts.store, parts.model.calendar, this.plans),
      authorities: new Authorities(this.plans),
      clock: parts.clock,
      rest: parts.rest ?? (() => Promise.resolve()),
    }
    this.state = new CityState(this.plans, parts.model.calendar, parts.clock())
  }

  get epoch(): string {
    return this.store.epoch
  }

  async start(): Promise<void> {
    const { store, plans, model } = this
    this.head = await store.head()
    this.state = await restoreCity({ store, plans, calendar: model.calendar, now: this.clock() })
    this.ring = new CommitRing(this.head)
    await this.catchUp()
  }

  revision(): number {
    return this.head
  }

  ingest(request: IngestRequest): Promise<IngestAnswer> {
    if (this.isStopped) return Promise.reject(new RecordFault('record/unavailable'))
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject })
      this.wake()
    })
  }

  latest(key: SeriesKey): Point {
    const point = this.state.point(key, this.clock())
    if (point) return point
    const name = parseSeriesKey(key)
    const plan = name && this.plans.get(name.metric)
    if (!name || !plan) throw new Refusal('series/unknown-metric')
    if (!this.model.tree.byCode.has(name.area)) throw new Refusal('series/unknown-area')
    throw new Refusal(plan.placeOf.has(name.area) ? 'series/unknown-step' : 'series/no-such-level')
  }

  has(key: SeriesKey): boolean {
    return this.state.has(key)
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  commitsSince(revision: number): readonly Commit[] | undefined {
    return this.ring.since(revision)
  }

  async history(request: HistoryRequest): Promise<readonly Point[]> {
    const plan = this.plans.get(request.metric)
    if (!plan) throw new Refusal('series/unknown-metric')
    if (!this.model.tree.byCode.has(request.area)) throw new Refusal('series/unknown-area')
    if (!plan.placeOf.has(request.area)) throw new Refusal('series/no-such-level')
    return readHistory(request, plan, { store: this.store, calendar: this.model.calendar, now: this.clock() })
  }

  tick(): Promise<void> {
    return new Promise((resolve) => {
      this.ticks.push(resolve)
      this.wake()
    })
  }

  async idle(): Promise<void> {
    while (this.pumping) await this.pumping
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.idle()
    this.listeners.clear()
  }

  private wake(): void {
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined
      if (this.waiting.length > 0 || this.ticks.length > 0) this.wake()
    })
  }

  /** One thing at a time: groups of requests as they come, the clock in between. */
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

  /** Gate, durable commit, acknowledgement, roll-up, revision: in this order, for all requests of the group at once. */
  private async takeGroup(waiting: readonly Waiting[]): Promise<void> {
    let group: Group
    let batches: readonly number[] = []
    try {
      await this.catchUp()
      group = await takeIn(
        waiting.map(({ request }) => request),
        this.taking,
      )
      if (group.batches.length > 0) {
        batches = await this.store.commitBatches(group.batches)
        this.noteWritten()
      }
    } catch (fault) {
      this.distrust(fault)
      for (const { reject } of waiting) reject(fault)
      return
    }
    for (const [index, { resolve, reject }] of waiting.entries()) {
      const outcome = group.outcomes[index]
      if (outcome && 'answer' in outcome) resolve(outcome.answer)
      else reject(outcome?.refusal)
    }
    try {
      await this.rollUp(group.touched, batches)
    } catch (fault) {
      this.distrust(fault)
    }
    this.taking.frames.trim()
  }

  private async rollUp(touched: ReadonlySet<Frame>, batches: readonly number[]): Promise<void> {
    const points: RolledPoint[] = []
    let count = 0
    for (const frame of touched) {
      count += 1
      if (count % FRAMES_PER_TURN === 0) await this.taking.rest()
      for (const place of rollUpFrame(frame)) points.push(rolledPoint(frame, place))
      this.taking.frames.recount(frame)
    }
    this.withoutEffect.push(...batches)
    if (points.length === 0 && this.withoutEffect.length < MOST_WITHOUT_EFFECT) return
    await this.commitPoints(points)
  }

  private async commitPoints(points: readonly RolledPoint[]): Promise<void> {
    const closed = this.state.closed(points)
    if (closed.length > 0) this.state.reopen(points, closed, await this.store.loadFrames(closed))
    const at = this.clock()
    const events = freshnessEvents(this.state.transitionsOf(points, at), at)
    const rolledBatches = this.withoutEffect
    this.withoutEffect = []
    await this.commit({ at, points, tiers: this.state.takenBack(points), events, rolledBatches })
  }

  private async takeTick(): Promise<void> {
    const ticks = this.ticks
    this.ticks = []
    try {
      await this.catchUp()
      const at = this.clock()
      const passed = this.state.pass(at)
      const tiers = passed.tiers.map(({ point }) => point)
      if (passed.changed.size > 0 || tiers.length > 0)
        await this.commit({ at, points: [], tiers, events: passedEvents(passed, at), rolledBatches: [], passed })
    } catch (fault) {
      this.distrust(fault)
    }
    for (const done of ticks) done()
  }

  /** Brings what an earlier fault or stop left half done to its end, before anything new is begun. */
  private async catchUp(): Promise<void> {
    const { pending, taking } = this
    if (pending) {
      const head = await this.store.head()
      if (head > this.head) this.publish(pending, head)
      else await this.commit(pending)
    }
    if (!this.isInDoubt) return
    taking.frames.clear()
    await taking.authorities.load(this.store)
    this.withoutEffect = []
    const { store, plans, model } = this
    for await (const recovered of rollUpUnrolled({ store, plans, calendar: model.calendar, frames: taking.frames })) {
      this.withoutEffect = [...recovered.rolledBatches]
      await this.commitPoints(recovered.points)
    }
    this.isInDoubt = false
  }

  private async commit(revision: Revision): Promise<void> {
    this.pending = revision
    const { at, points, tiers, events, rolledBatches } = revision
    const stored = tiers.length > 0 ? [...points, ...tiers] : points
    this.publish(revision, await this.store.commitRevision({ at, points: stored, events, rolledBatches }))
  }

  /** Makes a stored revision true in memory and tells the readers. A reader that throws must not stop the others. */
  private publish({ at, points, passed }: Revision, revision: number): void {
    this.pending = undefined
    this.head = revision
    this.noteWritten()
    const told = passed ? { revised: [], latest: this.state.applyPassed(passed, at) } : this.state.apply(points, revision, at)
    const commit: Commit = { revision, at, ...told }
    this.ring.push(commit)
    for (const listener of this.listeners) {
      try {
        listener(commit)
      } catch (fault) {
        this.log?.('error', 'A reader of commits failed; the record and the other readers are not affected.', {
          err: fault,
          revision,
        })
      }
    }
  }

  private noteWritten(): void {
    if (this.isRecordDown) this.log?.('info', 'The record takes in again.', { revision: this.head })
    this.isRecordDown = false
  }

  /**
   * After any fault memory may differ from the record: what is in doubt is read again before the next work. Nothing
   * acknowledged can be lost by going on, since it is in the record.
   */
  private distrust(fault: unknown): void {
    this.isInDoubt = true
    if (!(fault instanceof RecordFault)) {
      this.log?.('error', 'The hub failed and reads the record again.', { err: fault })
      return
    }
    if (!this.isRecordDown) this.log?.('warn', 'The record refuses; the hub tries again.', { err: fault, code: fault.code })
    this.isRecordDown = true
  }
}

function freshnessEvents(transitions: Transitions, at: number): StoredEvent[] {
  return Object.keys(transitions).length > 0 ? [{ kind: 'freshness', at, body: transitions }] : []
}

/** What time alone did: figures that aged, windows that closed without all members, running totals that began anew. */
function passedEvents({ transitions, settled, opened }: Passed, at: number): StoredEvent[] {
  const events = freshnessEvents(transitions, at)
  if (settled.length > 0) events.push({ kind: 'settled', at, body: settled })
  if (opened.length > 0) events.push({ kind: 'opened', at, body: opened })
  return events
}

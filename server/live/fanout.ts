import assert from 'node:assert/strict'
import { Refusal } from '#contract/errors.ts'
import {
  BEAT_MS,
  MAX_VIEWS,
  type Patch,
  type Resume,
  type ResumeAnswer,
  type Snapshot,
  type Subscribe,
  TICK_MS,
  type Unsubscribe,
  type WirePoints,
} from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesRef } from '#contract/series.ts'
import type { CityModel, Commit, Hub } from '../hub/hub-port.ts'
import { resolveSeries } from '../hub/resolve-series.ts'
import { CLOSE_BYTES, FLOWING, type Flow, nextFlow, REFUSE_BYTES } from './back-pressure.ts'
import { Changes } from './changes.ts'
import { HeldView } from './held-view.ts'
import type { Audience, Line } from './line.ts'
import type { Room } from './room.ts'
import { RoomPatch } from './room-patch.ts'
import { everyPoints, Rooms } from './rooms.ts'
import { canonicalView, keyOf, type View } from './view.ts'
import { wirePoints } from './wire-points.ts'
import { Withheld } from './withheld.ts'

const TICKS_PER_BEAT = BEAT_MS / TICK_MS

/** Longest wait for a revision another server has told already, in ticks: 2 s. */
const COMING_TICKS = 2_000 / TICK_MS

/**
 * How long a snapshot of a view is given to whoever comes, in ms, with the patches made since: when everybody comes back at once,
 * as after a restart, each view is gathered once a second however many want it.
 */
export const SNAPSHOT_KEPT_MS = 1_000

/** What the fan-out has done since it began, and holds now. Counters only grow. */
export interface FanoutStats {
  readonly sockets: number
  readonly held: number
  readonly rooms: number
  readonly subscriptions: number
  /** Patches made, each counted once however many screens it went to. */
  readonly patches: number
  readonly points: number
  readonly snapshots: number
  /** Snapshots gathered from the hub: one may be given to many. */
  readonly snapshotsMade: number
  readonly resumed: number
  readonly snapshotsNeeded: number
  readonly conflations: number
  readonly lostViews: number
}

interface Reader {
  readonly line: Line
  /** The city as far as this reader may see it. */
  readonly model: CityModel
  readonly views: Set<string>
  flow: Flow
  /** One for each view while the line is held. */
  held: Map<string, HeldView> | undefined
  /** Patches between a snapshot it was given and where the rooms stood then; sent with the next tick, before any other. */
  late: readonly Patch<WirePoints>[]
}

interface Member {
  readonly room: Room
  readonly readers: Set<Reader>
  /** Those of its readers that are held. */
  readonly held: Set<Reader>
  /** What those miss of a `latest` view; undefined while there are none. */
  withheld: Withheld | undefined
  /** The newest answer to `subscribe` while it is kept, and the patches that bring it to where the room stands. */
  kept: KeptSnapshot | undefined
}

interface KeptSnapshot {
  readonly madeAt: number
  readonly answer: Snapshot<WirePoints>
  readonly since: RoomPatch[]
}

/**
 * Who is told, and how often. Pure: it is handed the hub, the lines and the time, and somebody else calls
 * `tick`. One patch is made per room and tick; lines that do not keep up are held aside, each view of theirs on a chain
 * of its own, until they have caught up with the room.
 */
export class Fanout {
  readonly #hub: Hub
  readonly #now: () => number
  readonly #audience: Audience
  readonly #rooms: Rooms
  readonly #members = new Map<string, Member>()
  readonly #readers = new Map<string, Reader>()
  /** Readers whose line has, or had at the last tick, a backlog. */
  readonly #watched = new Set<Reader>()
  /** Readers that are owed what their snapshots lacked. */
  readonly #late = new Set<Reader>()
  readonly #stopListening: () => void
  /** Called after the next tick. */
  readonly #awaiting: (() => void)[] = []
  #ticks = 0
  #patches = 0
  #points = 0
  #snapshots = 0
  #snapshotsMade = 0
  #resumed = 0
  #snapshotsNeeded = 0
  #conflations = 0
  #lostViews = 0

  constructor(parts: { hub: Hub; now: () => number; audience: Audience }) {
    this.#hub = parts.hub
    this.#now = parts.now
    this.#audience = parts.audience
    this.#rooms = new Rooms(parts.hub.model)
    this.#stopListening = parts.hub.onCommit((commit) => this.#rooms.collect(commit))
  }

  /** Takes a line in. What it names is looked up in `model`: the city as far as its reader may see it. */
  connect(line: Line, model: CityModel): void {
    this.#readers.set(line.id, { line, model, views: new Set(), flow: FLOWING, held: undefined, late: [] })
  }

  disconnect(lineId: string): void {
    const reader = this.#readers.get(lineId)
    if (!reader) return
    for (const view of [...reader.views]) this.#leave(reader, view)
    this.#readers.delete(lineId)
    this.#watched.delete(reader)
    this.#late.delete(reader)
  }

  /** Answers with every figure of the view, at most a second old; patches follow from the cursor of the answer. */
  subscribe(lineId: string, request: Subscribe): Snapshot<WirePoints> {
    const reader = this.#reader(lineId)
    this.#refuseWhileChoked(reader)
    const view = viewOf(reader.model, request.series, request)
    // Whoever has the view already asks because something was amiss: what they see may not go back in time. Who is held is sent
    // nothing now, and would miss what came after an older snapshot.
    const isFresh = reader.views.has(view.id) || reader.held !== undefined
    const member = this.#enter(reader, view)
    const { answer, since } = isFresh ? this.#gather(member) : this.#snapshot(member)
    reader.held?.get(view.id)?.restart(answer.revision)
    reader.late = [...reader.late.filter((patch) => patch.view !== view.id), ...since.map(({ wire }) => wire)]
    if (reader.late.length > 0) this.#late.add(reader)
    this.#snapshots += 1
    return answer
  }

  /** Ends one view, or all of them where none is named. Throws Refusal `live/view-unknown`. */
  unsubscribe(lineId: string, request: Unsubscribe): { view?: string } {
    const reader = this.#reader(lineId)
    if (request.view === undefined) {
      for (const view of [...reader.views]) this.#leave(reader, view)
      return {}
    }
    if (!reader.views.has(request.view)) throw new Refusal('live/view-unknown')
    this.#leave(reader, request.view)
    return { view: request.view }
  }

  /**
   * Answers with what a reader missed since its cursor, and takes it into the view; or says that a snapshot is needed,
   * and then changes nothing.
   */
  resume(lineId: string, request: Resume): ResumeAnswer<WirePoints> {
    const reader = this.#reader(lineId)
    this.#refuseWhileChoked(reader)
    const view = this.#resumedView(reader, request)
    const cursor = this.#members.get(view.id)?.room.cursor ?? this.#hub.revision()
    const patches = this.#missed(view, request, cursor)
    if (patches === undefined) {
      this.#snapshotsNeeded += 1
      return { status: 'snapshot-needed', view: view.id, epoch: this.#hub.epoch, revision: cursor }
    }
    const { room } = this.#enter(reader, view)
    assert(room.cursor === cursor, 'entering a room does not move its cursor')
    reader.held?.get(view.id)?.restart(cursor)
    this.#resumed += 1
    return { status: 'resumed', view: view.id, series: view.series, patches }
  }

  /**
   * Looks how far each line has read, beats where a beat is due, sends each room its patch, and lets go of the lines that
   * have caught up. In this order: whatever is sent makes a line busy, and a busy line looks slow and is left out by a beat.
   */
  tick(): void {
    const now = this.#now()
    for (const reader of this.#late) this.#catchUp(reader)
    this.#late.clear()
    for (const { id } of this.#audience.unread()) this.#note(id)
    const caughtUp = [...this.#watched].filter((reader) => this.#watch(reader, now))
    // A screen that hears no beat says since when: nobody is shown an old city as a live one.
    if (this.#ticks % TICKS_PER_BEAT === 0 && !this.#hub.isCutOff())
      this.#audience.beat({ epoch: this.#hub.epoch, revision: this.#hub.revision(), at: now })
    this.#ticks += 1
    for (const member of [...this.#members.values()]) this.#flush(member, now)
    for (const reader of caughtUp) this.#release(reader)
    for (const wake of this.#awaiting.splice(0)) wake()
  }

  /**
   * Resolves once a view stands where a reader does that comes from another server, which may have been faster; or after
   * COMING_TICKS, when it seems that there is no such revision. Undefined where nothing is to be waited for.
   */
  whenAlong(lineId: string, request: Resume): Promise<void> | undefined {
    return this.#isAhead(lineId, request) ? this.#awaitAlong(lineId, request) : undefined
  }

  async #awaitAlong(lineId: string, request: Resume): Promise<void> {
    for (let tick = 0; tick < COMING_TICKS && this.#isAhead(lineId, request); tick++) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#awaiting.push(resolve)
      await promise
    }
  }

  /** True when a cursor lies beyond the view's, and may be of this record all the same. */
  #isAhead(lineId: string, request: Resume): boolean {
    const reader = this.#readers.get(lineId)
    if (!reader || request.epoch !== this.#hub.epoch) return false
    if (request.revision > this.#hub.revision()) return this.#hub.mayHold(request.revision)
    const { room } = this.#members.get(this.#resumedView(reader, request).id) ?? {}
    if (!room || request.revision <= room.cursor) return false
    room.hurry()
    return true
  }

  stats(): FanoutStats {
    let held = 0
    let subscriptions = 0
    for (const reader of this.#readers.values()) {
      if (reader.flow.kind === 'held') held += 1
      subscriptions += reader.views.size
    }
    return {
      sockets: this.#readers.size,
      held,
      rooms: this.#rooms.size,
      subscriptions,
      patches: this.#patches,
      points: this.#points,
      snapshots: this.#snapshots,
      snapshotsMade: this.#snapshotsMade,
      resumed: this.#resumed,
      snapshotsNeeded: this.#snapshotsNeeded,
      conflations: this.#conflations,
      lostViews: this.#lostViews,
    }
  }

  /** Stops listening to the hub. Lines are closed by whoever opened them. */
  stop(): void {
    this.#stopListening()
  }

  #reader(lineId: string): Reader {
    const reader = this.#readers.get(lineId)
    assert(reader, 'a request comes from a connected line')
    return reader
  }

  #refuseWhileChoked(reader: Reader): void {
    if (reader.line.backlogBytes() > REFUSE_BYTES)
      throw new Refusal('live/too-fast', 'This socket has not read what it was sent; wait until it has.')
  }

  #resumedView(reader: Reader, request: Resume): View {
    if (request.series) return viewOf(reader.model, request.series, request)
    const [only] = reader.views
    const id = request.view ?? (reader.views.size === 1 ? only : undefined)
    const member = id !== undefined && reader.views.has(id) ? this.#members.get(id) : undefined
    if (!member) throw new Refusal('live/view-unknown')
    return member.room.view
  }

  /** The patches from the reader's cursor to the room's, or undefined when they are not provably all there. */
  #missed(view: View, from: Pick<Resume, 'epoch' | 'revision'>, cursor: number): readonly Patch<WirePoints>[] | undefined {
    const { epoch } = this.#hub
    if (from.epoch !== epoch || from.revision > cursor) return undefined
    const commits = this.#hub.commitsSince(from.revision)
    if (!commits) return undefined
    if (from.revision === cursor) return []
    const changes = new Changes(view.mode)
    for (const commit of commits) {
      if (commit.revision > cursor) break
      for (const point of seenBy(view, commit, this.#hub)) if (view.indexOf.has(keyOf(point))) changes.add(point)
    }
    if (changes.overflowed) return undefined
    const points = wirePoints(view, changes.take())
    return [{ view: view.id, epoch, from: from.revision, to: cursor, at: this.#now(), points }]
  }

  #enter(reader: Reader, view: View): Member {
    const known = this.#members.get(view.id)
    if (known && reader.views.has(view.id)) return known
    if (reader.views.size >= MAX_VIEWS) throw new Refusal('live/too-many-views')
    const member = known ?? this.#open(view)
    member.readers.add(reader)
    reader.views.add(view.id)
    if (reader.held) {
      member.held.add(reader)
      reader.held.set(view.id, heldView(member))
    } else reader.line.join(view.id)
    return member
  }

  #open(view: View): Member {
    const room = this.#rooms.open(view, this.#hub.revision(), this.#now())
    const member: Member = { room, readers: new Set(), held: new Set(), withheld: undefined, kept: undefined }
    this.#members.set(view.id, member)
    return member
  }

  #leave(reader: Reader, viewId: string): void {
    reader.views.delete(viewId)
    reader.held?.delete(viewId)
    reader.line.leave(viewId)
    const member = this.#members.get(viewId)
    member?.held.delete(reader)
    member?.readers.delete(reader)
    if (member?.readers.size === 0) {
      this.#rooms.close(member.room)
      this.#members.delete(viewId)
    }
  }

  #snapshot(member: Member): KeptSnapshot {
    const { kept } = member
    return kept && this.#now() - kept.madeAt < SNAPSHOT_KEPT_MS ? kept : this.#gather(member)
  }

  #gather(member: Member): KeptSnapshot {
    const now = this.#now()
    const { view, cursor } = member.room
    const points = wirePoints(
      view,
      view.series.map((key) => this.#hub.latest(key)),
    )
    const answer = { view: view.id, epoch: this.#hub.epoch, revision: cursor, at: now, series: view.series, points }
    member.kept = { madeAt: now, answer, since: [] }
    this.#snapshotsMade += 1
    return member.kept
  }

  /** What a reader's snapshots lacked when they were given. */
  #catchUp(reader: Reader): void {
    for (const patch of reader.late) if (reader.views.has(patch.view)) reader.line.patch(patch)
    reader.late = []
  }

  #note(lineId: string): void {
    const reader = this.#readers.get(lineId)
    if (reader) this.#watched.add(reader)
  }

  /** Looks at one line; true when it was held and has caught up. */
  #watch(reader: Reader, now: number): boolean {
    const backlog = reader.line.backlogBytes()
    if (backlog > CLOSE_BYTES) {
      reader.line.close()
      return false
    }
    const before = reader.flow
    reader.flow = nextFlow(before, backlog, now)
    if (reader.flow === FLOWING) this.#watched.delete(reader)
    if (reader.flow.kind === 'held' && before.kind === 'flowing') this.#hold(reader)
    return reader.flow.kind === 'flowing' && before.kind === 'held'
  }

  #hold(reader: Reader): void {
    reader.held = new Map()
    for (const viewId of reader.views) {
      const member = this.#members.get(viewId)
      assert(member, 'a view that has a reader has a room')
      member.held.add(reader)
      reader.line.leave(viewId)
      reader.held.set(viewId, heldView(member))
    }
  }

  #flush(member: Member, now: number): void {
    if (member.kept && now - member.kept.madeAt >= SNAPSHOT_KEPT_MS) member.kept = undefined
    const flush = member.room.flush(this.#hub.epoch, this.#hub.revision(), now)
    if (flush.kind === 'nothing') return
    if (flush.kind === 'overflow') {
      member.kept = undefined
      for (const reader of [...member.readers]) this.#lose(reader, member.room.view.id)
      return
    }
    const { patch } = flush
    this.#patches += 1
    this.#points += patch.points.length
    const told = new RoomPatch(member.room.view, patch)
    const viewId = member.room.view.id
    // First those who read: what is put aside for the others delays nobody.
    if (member.readers.size > member.held.size) this.#audience.patch(viewId, told.wire)
    if (member.held.size === 0) member.withheld = undefined
    else if (member.room.view.mode === 'latest') member.withheld?.add(told)
    for (const reader of [...member.held]) {
      const held = reader.held?.get(viewId)
      assert(held, 'a reader that is held has a chain of its own for each view')
      held.withhold(told)
      if (held.isLost) this.#lose(reader, viewId)
    }
    member.kept?.since.push(told)
  }

  #lose(reader: Reader, viewId: string): void {
    this.#leave(reader, viewId)
    this.#lostViews += 1
    reader.line.notice({ kind: 'snapshot-needed', view: viewId })
  }

  #release(reader: Reader): void {
    for (const [viewId, held] of reader.held ?? []) {
      const owed = held.owed()
      switch (owed.kind) {
        case 'patches':
          for (const patch of owed.patches) reader.line.patch(patch)
          break
        case 'conflated':
          this.#conflations += 1
          reader.line.notice({ kind: 'conflated', view: viewId, behindMs: Math.max(0, this.#now() - owed.since) })
          reader.line.patch(owed.patch)
          break
        case 'nothing':
        case 'lost':
          break
      }
      this.#members.get(viewId)?.held.delete(reader)
      reader.line.join(viewId)
    }
    reader.held = undefined
  }
}

/** A chain for one reader more that is held, from where the room stands. */
function heldView(member: Member): HeldView {
  member.withheld ??= new Withheld()
  return new HeldView(member.room.view, member.room.cursor, member.withheld)
}

function viewOf(model: CityModel, series: readonly SeriesRef[], how: Pick<Subscribe, 'mode' | 'encoding'>): View {
  const keys = series.map((ref) => resolveSeries(model, ref))
  return canonicalView(keys, how.mode ?? 'latest', how.encoding ?? 'json')
}

function seenBy(view: View, commit: Commit, hub: Hub): Iterable<Point> {
  return view.mode === 'latest' ? commit.latest : everyPoints(hub.model, commit)
}

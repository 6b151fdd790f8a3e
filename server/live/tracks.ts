import assert from 'node:assert/strict'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { MAX_TRACKS, type Moves, type Track, type Tracked, trackName, type Untrack } from '#contract/track.ts'
import type { EntityBook } from '../entities/entity-book.ts'
import { nothingOwed, type Owed, TrackRoom } from '../entities/track-room.ts'
import { FLOWING, type Flow, nextFlow, REFUSE_BYTES } from './back-pressure.ts'
import type { Line } from './line.ts'

/** A connected screen, as the tracks see it. */
export interface TrackLine extends Pick<Line, 'id' | 'backlogBytes' | 'join' | 'leave'> {
  moves(moves: Moves): void
}

/** What a reader may follow: kinds of entities, and areas, as far as its remit reaches. */
export interface TrackSight {
  readonly kinds: ReadonlySet<string>
  readonly tree: AreaTree
}

export interface TracksParts {
  readonly book: Pick<EntityBook, 'all' | 'onChange'>
  now(): number
  /** Tells everybody in a room at once: encoded once, however many listen. */
  cast(room: string, moves: Moves): void
  /** Lines that were handed something which may not have left; see `Audience.unread`. */
  unread(): Iterable<{ readonly id: string }>
}

interface Reader {
  readonly line: TrackLine
  readonly sight: TrackSight
  readonly tracks: Set<string>
  flow: Flow
  /** What a line that does not keep up is owed of each track; none while it flows. */
  readonly held: Map<string, Owed>
}

interface Member {
  readonly room: TrackRoom
  readonly readers: Set<Reader>
  /** Those of its readers that are held. */
  readonly held: Set<Reader>
}

/**
 * Who follows what moves. One frame is made per room and tick, however many follow; readers whose remits differ share the
 * room of what they both may see. A line that does not keep up is held aside, and told where everything is once it has
 * caught up: how it got there is skipped. Pure but for `cast` and the lines; somebody else calls `tick`.
 */
export class Tracks {
  readonly #parts: TracksParts
  readonly #readers = new Map<string, Reader>()
  readonly #members = new Map<string, Member>()
  /** Readers whose line has, or had at the last tick, a backlog. */
  readonly #watched = new Set<Reader>()
  readonly #stopListening: () => void
  #frames = 0

  constructor(parts: TracksParts) {
    this.#parts = parts
    this.#stopListening = parts.book.onChange((changed) => {
      for (const { room } of this.#members.values()) room.collect(changed)
    })
  }

  /** Frames made since it began, each counted once however many it went to. */
  get frames(): number {
    return this.#frames
  }

  leave(lineId: string): void {
    const reader = this.#readers.get(lineId)
    if (!reader) return
    for (const track of [...reader.tracks]) this.#leave(reader, track)
    this.#readers.delete(lineId)
    this.#watched.delete(reader)
  }

  /** Throws Refusal for kinds and areas out of sight, for one track too many, and for a line that has not read what it was sent. */
  track(line: TrackLine, sight: TrackSight, { kinds, area }: Track): Tracked {
    if (line.backlogBytes() > REFUSE_BYTES)
      throw new Refusal('live/too-fast', 'This socket has not read what it was sent; wait until it has.')
    for (const kind of kinds) if (!sight.kinds.has(kind)) throw new Refusal('entity/unknown-kind', `There is no kind "${kind}".`)
    const within = area ?? sight.tree.root.code
    if (!sight.tree.byCode.has(within)) throw new Refusal('series/unknown-area', `There is no area "${within}" in the catalogue.`)
    const name = trackName({ kinds, area: within })
    const reader = this.#reader(line, sight)
    const { room, held } = this.#enter(reader, name, new Set(kinds), within)
    const at = this.#parts.now()
    if (reader.flow.kind === 'held') {
      held.add(reader)
      reader.held.set(name, nothingOwed())
    }
    return { track: name, at, ...room.whole(at) }
  }

  /** Throws Refusal `live/view-unknown` for a track this line does not follow. */
  untrack(lineId: string, { track }: Untrack): { readonly track: string } {
    const reader = this.#readers.get(lineId)
    if (!reader?.tracks.has(track)) throw new Refusal('live/view-unknown', 'This socket has no such track.')
    this.#leave(reader, track)
    return { track }
  }

  /** Looks how far each line has read, sends each room its frame, and lets go of the lines that have caught up. */
  tick(): void {
    const now = this.#parts.now()
    for (const { id } of this.#parts.unread()) this.#note(id)
    const caughtUp = [...this.#watched].filter((reader) => this.#watch(reader, now))
    for (const member of this.#members.values()) this.#flush(member, now)
    for (const reader of caughtUp) this.#release(reader, now)
  }

  /** Stops listening. Lines are closed by whoever opened them. */
  stop(): void {
    this.#stopListening()
  }

  #reader(line: TrackLine, sight: TrackSight): Reader {
    const known = this.#readers.get(line.id)
    if (known) return known
    const reader: Reader = { line, sight, tracks: new Set(), flow: FLOWING, held: new Map() }
    this.#readers.set(line.id, reader)
    return reader
  }

  #enter(reader: Reader, name: string, kinds: ReadonlySet<string>, within: string): Member {
    const member = this.#members.get(name) ?? {
      room: new TrackRoom(name, kinds, codesIn(within, reader.sight.tree), this.#parts.book.all()),
      readers: new Set<Reader>(),
      held: new Set<Reader>(),
    }
    if (reader.tracks.has(name)) return member
    if (reader.tracks.size >= MAX_TRACKS) throw new Refusal('live/too-many-views', `A socket follows at most ${MAX_TRACKS} tracks.`)
    this.#members.set(name, member)
    member.readers.add(reader)
    reader.tracks.add(name)
    if (reader.flow.kind === 'flowing') reader.line.join(roomOf(name))
    return member
  }

  #leave(reader: Reader, name: string): void {
    reader.tracks.delete(name)
    reader.held.delete(name)
    reader.line.leave(roomOf(name))
    const member = this.#members.get(name)
    member?.held.delete(reader)
    member?.readers.delete(reader)
    if (member?.readers.size === 0) this.#members.delete(name)
  }

  #note(lineId: string): void {
    const reader = this.#readers.get(lineId)
    if (reader) this.#watched.add(reader)
  }

  /** Looks at one line; true when it was held and has caught up. */
  #watch(reader: Reader, now: number): boolean {
    const before = reader.flow
    reader.flow = nextFlow(before, reader.line.backlogBytes(), now)
    if (reader.flow === FLOWING) this.#watched.delete(reader)
    if (reader.flow.kind === 'held' && before.kind === 'flowing') this.#hold(reader)
    return reader.flow.kind === 'flowing' && before.kind === 'held'
  }

  #hold(reader: Reader): void {
    for (const name of reader.tracks) {
      reader.line.leave(roomOf(name))
      reader.held.set(name, nothingOwed())
      this.#members.get(name)?.held.add(reader)
    }
  }

  #flush({ room, readers, held }: Member, now: number): void {
    const owed = room.take()
    if (!owed) return
    for (const reader of held) {
      const owing = reader.held.get(room.track)
      assert(owing, 'a reader that is held is owed something of each of its tracks')
      for (const index of owed.identities) owing.identities.add(index)
      for (const index of owed.moves) owing.moves.add(index)
    }
    if (readers.size === held.size) return
    this.#frames += 1
    this.#parts.cast(roomOf(room.track), room.tell(owed, now))
  }

  #release(reader: Reader, now: number): void {
    for (const [name, owed] of reader.held) {
      const member = this.#members.get(name)
      member?.held.delete(reader)
      if (member && owed.moves.size > 0) reader.line.moves(member.room.tell(owed, now))
      reader.line.join(roomOf(name))
    }
    reader.held.clear()
  }
}

/** Rooms of views and of tracks are one space; no name of a view has a blank before it. */
function roomOf(track: string): string {
  return ` ${track}`
}

function codesIn(area: string, tree: AreaTree): ReadonlySet<string> {
  const codes = new Set([area])
  for (const code of codes) for (const child of tree.children(code)) codes.add(child.code)
  return codes
}

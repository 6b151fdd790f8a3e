import type { Entity } from '#contract/entity.ts'
import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import type { Identity, Moves } from '#contract/track.ts'
import { TRACK_FRAME_MS, type TrackBlock } from '#contract/track-replay.ts'
import { TrackRoom } from './track-room.ts'
import type { HeardPlace } from './track-store.ts'

export interface TrackBlockParts extends Pick<TrackBlock, 'track' | 'grain' | 'from' | 'to'> {
  readonly kinds: ReadonlySet<string>
  /** Codes of the area and of all that lies in it. */
  readonly areas: ReadonlySet<string>
  /** Things as they were known where the block begins. */
  readonly before: readonly Entity[]
  /** What was heard in it, in order; of a coarse block, nothing. */
  readonly heard: readonly HeardPlace[]
}

/**
 * Ten minutes of a track as they are told: the frames are made by the room that makes those of now. What was heard late, of
 * before what was known, moves nothing back. Pure.
 */
export function toTrackBlock({ track, grain, from, to, kinds, areas, before, heard }: TrackBlockParts): TrackBlock {
  const standing = new Map(before.map((entity) => [entity.id, entity]))
  const room = new TrackRoom(
    track,
    kinds,
    areas,
    before.map((entity) => ({ entity })),
  )
  const whole = room.whole(from)
  const identities: readonly Identity[] = whole.identities
  const frames: Omit<Moves, 'track'>[] = [{ at: from, frame: whole.frame }]
  const tell = (at: number) => {
    const owed = room.take()
    if (!owed) return
    const { track: _, ...moves } = room.tell(owed, at)
    frames.push(moves)
  }
  let at = from
  for (const { entity, receivedAt } of heard) {
    const until = Math.min(from + REPLAY_BLOCK_MS, Math.ceil((receivedAt + 1) / TRACK_FRAME_MS) * TRACK_FRAME_MS)
    if (until > at) tell(at)
    at = until
    const known = standing.get(entity.id)
    if (known && entity.heardAt < known.heardAt) continue
    // What it is called is the same throughout: it is told once.
    const next = known ? { ...entity, names: known.names, department: known.department } : entity
    standing.set(entity.id, next)
    room.collect([{ entity: next }])
  }
  tell(at)
  return { track, grain, from, to, identities, frames }
}

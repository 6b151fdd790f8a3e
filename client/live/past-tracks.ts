import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import { trackName } from '#contract/track.ts'
import { foldTrackBlock, grainKept, type TrackBlock, trackBlockStart } from '#contract/track-replay.ts'
import type { MomentStore, Past } from '../state/moment.ts'
import type { AskedTrack, TracksStore } from '../state/tracks.ts'
import { createPastBlocks, type PastBlocksPorts, type WantedBlock } from './past-blocks.ts'

/** While the past is played, blocks are read this far ahead, in ms of real time. */
const AHEAD_MS = 10_000
/** A block that still goes on is wanted this far ahead of the moment, in ms of real time. */
const RUNNING_AHEAD_MS = 2_000

export interface PastTracksPorts extends Omit<PastBlocksPorts<TrackBlock>, 'changed'> {
  readonly moment: MomentStore
  readonly tracks: TracksStore
  /** The newest moment of the past, epoch ms. */
  newest(): number
}

/** A block that is being told, up to the frame before `next`. */
interface Place {
  readonly block: TrackBlock
  next: number
  at: number
}

/**
 * Shows through the store that shows where things are now, where they were known to be at a moment: whole after a jump, and
 * frame by frame as the past is played. A track whose block is not here is not drawn. Returns the undo.
 */
export function createPastTracks({ moment, tracks, newest, ...ports }: PastTracksPorts): () => void {
  const places = new Map<string, Place>()
  const blocks = createPastBlocks<TrackBlock>({ ...ports, changed: () => show() })

  const show = () => {
    const past = moment.getState()
    if (past.kind !== 'past') return
    for (const track of tracks.wanted()) draw(track, past)
    want(past)
  }
  const draw = (track: AskedTrack, { at, isPlaying }: Past) => {
    const name = trackName(track)
    const from = trackBlockStart(at)
    if (grainKept(from, newest()) === undefined) return leave(name, () => tracks.refuse(track, 'replay/not-kept'))
    const block = blocks.get(name, from)
    if (!block || block.to < at) return leave(name, () => tracks.wait(track))
    const place = places.get(name)
    if (place?.block === block && at === place.at) return
    // Where nothing plays no time passes, in which a thing could glide to where it is.
    if (isPlaying && place?.block === block && at > place.at && at - place.at <= LONGEST_STEP_MS) goOn(name, place, at)
    else begin(name, block, at)
  }
  const leave = (name: string, say: () => void) => {
    places.delete(name)
    say()
  }
  const begin = (name: string, block: TrackBlock, at: number) => {
    const next = block.frames.findIndex((frame) => frame.at > at)
    places.set(name, { block, next: next < 0 ? block.frames.length : next, at })
    tracks.begin(foldTrackBlock(block, at), block.grain === 'coarse' ? REPLAY_BLOCK_MS : 0)
  }
  const goOn = (name: string, place: Place, at: number) => {
    place.at = at
    for (; place.next < place.block.frames.length; place.next++) {
      const frame = place.block.frames[place.next]
      if (!frame || frame.at > at) return
      tracks.apply({ track: name, ...frame })
    }
  }
  const want = ({ at, isPlaying, speed }: Past) => {
    const until = isPlaying ? Math.min(at + RUNNING_AHEAD_MS * speed, newest()) : at
    const last = isPlaying ? Math.min(at + AHEAD_MS * speed, newest()) : at
    const list: WantedBlock[] = []
    for (let from = trackBlockStart(at); from <= last; from += REPLAY_BLOCK_MS) {
      if (grainKept(from, newest()) === undefined) continue
      for (const track of tracks.wanted()) list.push({ name: trackName(track), from, until: Math.max(from, until) })
    }
    blocks.want(list)
  }

  const stopMoment = moment.subscribe((now, before) => {
    // As known now or as known then: where things were said to be is the same.
    if (now.kind === 'past' && (before.kind !== 'past' || now.at !== before.at || now.isPlaying !== before.isPlaying)) show()
  })
  const stopWanted = tracks.onWanted(show)
  show()
  return () => {
    stopMoment()
    stopWanted()
    blocks.stop()
  }
}

/** A longer step of the past than this is a jump: things stand where they were, they do not glide there, ms. */
const LONGEST_STEP_MS = 90_000

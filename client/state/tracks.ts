import { type Moves, type Track, type Tracked, trackName } from '#contract/track.ts'
import { MovingThings } from './moving-things.ts'
import { createPaintAges, type PaintAges } from './paint-ages.ts'

/** A track with its area said: what it is called does not depend on who asks. */
export type AskedTrack = Required<Track>

/** What this screen knows of a track. What was known stays while a lost line comes back. */
export type Tracking =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'following'; readonly things: MovingThings }
  | { readonly kind: 'refused'; readonly code: string }

const WAITING: Tracking = { kind: 'waiting' }

/** What moves, as far as this screen follows it. A track is followed as long as somebody draws it. */
export interface TracksStore {
  /** What each drawing of moving things cost the main thread, ms. */
  readonly drawn: PaintAges
  get(name: string): Tracking
  /** Wakes with every frame; keeps the track followed until the undo is called. */
  follow(track: AskedTrack, listener: () => void): () => void
  wanted(): readonly AskedTrack[]
  /** Calls back when other tracks are wanted. Returns the undo. */
  onWanted(listener: () => void): () => void
  /** `keptEveryMs`: of the past, how far apart the places are that were kept; 0 where each is known. */
  begin(tracked: Tracked, keptEveryMs?: number): void
  /** False when the frame cannot be read, and the track must be asked for again. */
  apply(moves: Moves): boolean
  refuse(track: AskedTrack, code: string): void
  /** Nothing is known of it any more until it begins again. */
  wait(track: AskedTrack): void
}

interface Wanted {
  readonly track: AskedTrack
  readonly listeners: Set<() => void>
  tracking: Tracking
}

/** `now` is the server's clock, epoch ms. */
export function createTracksStore(now: () => number): TracksStore {
  const wanted = new Map<string, Wanted>()
  const hearers = new Set<() => void>()
  const wake = ({ listeners }: Wanted) => {
    for (const listener of [...listeners]) listener()
  }
  return {
    drawn: createPaintAges(),
    get: (name) => wanted.get(name)?.tracking ?? WAITING,
    follow: (track, listener) => {
      const name = trackName(track)
      const known = wanted.get(name)
      const one: Wanted = known ?? { track, listeners: new Set(), tracking: WAITING }
      const own = () => listener()
      one.listeners.add(own)
      if (!known) {
        wanted.set(name, one)
        for (const hear of [...hearers]) hear()
      }
      return () => {
        one.listeners.delete(own)
        if (one.listeners.size > 0 || wanted.get(name) !== one) return
        wanted.delete(name)
        for (const hear of [...hearers]) hear()
      }
    },
    wanted: () => [...wanted.values()].map(({ track }) => track),
    onWanted: (listener) => {
      hearers.add(listener)
      return () => hearers.delete(listener)
    },
    begin: (tracked, keptEveryMs = 0) => {
      const one = wanted.get(tracked.track)
      if (!one) return
      const things = new MovingThings(keptEveryMs)
      things.begin(tracked, now())
      one.tracking = { kind: 'following', things }
      wake(one)
    },
    apply: (moves) => {
      const one = wanted.get(moves.track)
      if (one?.tracking.kind !== 'following') return true
      try {
        one.tracking.things.apply(moves, now())
      } catch (fault) {
        if (fault instanceof RangeError) return false
        throw fault
      }
      wake(one)
      return true
    },
    refuse: (track, code) => {
      const one = wanted.get(trackName(track))
      if (!one) return
      if (one.tracking.kind === 'refused' && one.tracking.code === code) return
      one.tracking = { kind: 'refused', code }
      wake(one)
    },
    wait: (track) => {
      const one = wanted.get(trackName(track))
      if (!one || one.tracking === WAITING) return
      one.tracking = WAITING
      wake(one)
    },
  }
}

import type { SocketError } from '#contract/live.ts'
import { type Tracked, trackName } from '#contract/track.ts'
import type { AskedTrack, TracksStore } from '../state/tracks.ts'
import type { LineSocket } from './line.ts'

/** A refused question is repeated after about this long, ms. */
const RETRY_MS = 2_000

/** Refusals that asking again would not change. */
const FINAL = /^(access|request|entity|series)\//

export interface TrackLinePorts {
  readonly socket: Pick<LineSocket, 'connected' | 'on' | 'onConnect' | 'emit'>
  readonly tracks: TracksStore
  after(ms: number, callback: () => void): () => void
  random(): number
}

/**
 * Follows over the line the tracks that the store wants, and asks for all of them again on each opening of the socket: where
 * something is needs no past. Returns the undo.
 */
export function createTrackLine({ socket, tracks, after, random }: TrackLinePorts): () => void {
  /** Tracks asked for on this opening of the socket, by the turn of their newest question. */
  const asked = new Map<string, number>()
  let turns = 0
  let isStopped = false
  const ask = (track: AskedTrack) => {
    turns += 1
    const turn = turns
    asked.set(trackName(track), turn)
    socket.emit('track', track, (answer) => onAnswer(track, turn, answer))
  }
  const onAnswer = (track: AskedTrack, turn: number, answer: Tracked | SocketError) => {
    if (isStopped || asked.get(trackName(track)) !== turn) return
    if (!('error' in answer)) {
      tracks.begin(answer)
      return
    }
    const { code } = answer.error
    tracks.refuse(track, code)
    if (FINAL.test(code)) return
    after(RETRY_MS * (0.5 + random()), () => {
      if (!isStopped && socket.connected && asked.get(trackName(track)) === turn) ask(track)
    })
  }
  const settle = () => {
    if (!socket.connected) return
    const wanted = new Map(tracks.wanted().map((track) => [trackName(track), track]))
    for (const name of [...asked.keys()]) {
      if (wanted.has(name)) continue
      asked.delete(name)
      socket.emit('untrack', { track: name })
    }
    for (const [name, track] of wanted) if (!asked.has(name)) ask(track)
  }
  socket.on('moves', (moves) => {
    if (isStopped || tracks.apply(moves)) return
    const track = tracks.wanted().find((one) => trackName(one) === moves.track)
    if (track) ask(track)
  })
  socket.onConnect(() => {
    asked.clear()
    settle()
  })
  const stopHearing = tracks.onWanted(settle)
  return () => {
    isStopped = true
    stopHearing()
  }
}

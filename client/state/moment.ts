import { createStore, type StoreApi } from 'zustand/vanilla'
import { REPLAY_CLOSED_MS } from '#contract/replay.ts'

/** How fast the past can be played, in seconds of it per second. */
export const SPEEDS = [1, 10, 60, 600] as const
export type Speed = (typeof SPEEDS)[number]

/** Which past is shown: as it was known then, or as it is known now, corrections included. */
export const KNOWN = ['then', 'corrected'] as const
export type Known = (typeof KNOWN)[number]

/** The newest past there is, in ms before now: what was committed while a moment passed is known by then. */
export const NEWEST_PAST_MS = REPLAY_CLOSED_MS

/** Playing ends this close to the newest past, in ms: at the speed of life it would never get there. */
const ARRIVED_MS = 1_000

export interface Past {
  readonly kind: 'past'
  /** Epoch ms, on the server's clock. */
  readonly at: number
  readonly speed: Speed
  readonly isPlaying: boolean
  readonly known: Known
  /** Where the past ends, if that is why the moment is not the one that was asked for. */
  readonly edge: 'began' | 'now' | undefined
}

/**
 * The moment a screen shows: now, or any other.
 *
 *     live ──look-back──▶ past ──go-live──▶ live
 *                         │ ▲ seek, pass, play, pause, speed, know
 *                         └─┘
 */
export type Moment = { readonly kind: 'live' } | Past

export type MomentEvent =
  /** From now to a moment; in the past already, the same as `seek`. */
  | ({ readonly kind: 'look-back'; readonly at: number } & Partial<Pick<Past, 'speed' | 'isPlaying' | 'known'>>)
  | { readonly kind: 'seek'; readonly at: number }
  /** The past was played as far as this. */
  | { readonly kind: 'pass'; readonly at: number }
  | { readonly kind: 'play' | 'pause' | 'go-live' }
  | { readonly kind: 'speed'; readonly speed: Speed }
  | { readonly kind: 'know'; readonly known: Known }

/** What past there is, epoch ms. `begunAt` is undefined as long as nobody has asked since when anything is known. */
export interface PastSpan {
  readonly begunAt: number | undefined
  readonly now: number
}

export const LIVE: Moment = { kind: 'live' }

/**
 * The moment after an event. It never lies before the record began or in what is yet to come: it stops there, and says so.
 * An event that changes nothing gives the very same object back.
 */
export function momentAfter(moment: Moment, event: MomentEvent, span: PastSpan): Moment {
  if (moment.kind === 'live') {
    if (event.kind !== 'look-back') return moment
    const { speed = 1, isPlaying = false, known = 'then' } = event
    return within({ kind: 'past', at: event.at, speed, isPlaying, known, edge: undefined }, span)
  }
  switch (event.kind) {
    case 'look-back':
    case 'seek':
      return within({ ...moment, at: event.at, edge: undefined }, span)
    case 'pass':
      return moment.isPlaying && event.at !== moment.at ? within({ ...moment, at: event.at, edge: undefined }, span) : moment
    case 'play':
      return moment.isPlaying ? moment : within({ ...moment, isPlaying: true, edge: undefined }, span)
    case 'pause':
      return moment.isPlaying ? { ...moment, isPlaying: false } : moment
    case 'speed':
      return moment.speed === event.speed ? moment : { ...moment, speed: event.speed }
    case 'know':
      return moment.known === event.known ? moment : { ...moment, known: event.known }
    case 'go-live':
      return LIVE
  }
}

/** The newest moment of the past. */
export function newestPast({ now }: PastSpan): number {
  return now - NEWEST_PAST_MS
}

function within(past: Past, span: PastSpan): Past {
  const newest = newestPast(span)
  const at = Math.round(past.at)
  if (at > newest || (past.isPlaying && at > newest - ARRIVED_MS))
    return { ...past, at: Math.round(Math.min(at, newest)), isPlaying: false, edge: 'now' }
  if (span.begunAt !== undefined && at < span.begunAt)
    return { ...past, at: Math.round(Math.min(span.begunAt, newest)), edge: 'began' }
  return { ...past, at }
}

/** The moment of one screen. `send` is the only way it changes. */
export interface MomentStore extends Pick<StoreApi<Moment>, 'getState' | 'subscribe'> {
  send(event: MomentEvent): void
}

/** `span` is asked at each event: now goes on. */
export function createMomentStore(span: () => PastSpan): MomentStore {
  const store = createStore<Moment>(() => LIVE)
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    send: (event) => {
      const before = store.getState()
      const after = momentAfter(before, event, span())
      if (after !== before) store.setState(after, true)
    },
  }
}

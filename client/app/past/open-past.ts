import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Notice } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import type { PastExtent } from '#contract/replay.ts'
import { grainKept } from '#contract/track-replay.ts'
import type { PastReading } from '../../live/past-blocks.ts'
import { createPastClock } from '../../live/past-clock.ts'
import { createPastLine } from '../../live/past-line.ts'
import { createPastMatters } from '../../live/past-matters.ts'
import { createPastTracks } from '../../live/past-tracks.ts'
import { browserTime } from '../../state/clock.ts'
import type { Connection } from '../../state/connection-state.ts'
import { createHistoryStore } from '../../state/history.ts'
import { createMattersStore } from '../../state/matters.ts'
import { type MomentStore, NEWEST_PAST_MS, type Past } from '../../state/moment.ts'
import { createPaintAges } from '../../state/paint-ages.ts'
import { createPointsStore } from '../../state/points.ts'
import type { Screen } from '../../state/screen.ts'
import { createTracksStore } from '../../state/tracks.ts'
import { fetchHistory } from '../catalogue.ts'
import { seriesOf } from '../open-screen.ts'
import { fetchBlock, fetchPastWatched, fetchTrackBlock } from './fetch-past.ts'

/** A screen at a moment of the past, beside the live one. */
export interface LookingBack {
  readonly screen: Screen
  readonly reading: StoreApi<PastReading>
  /** How many times somebody tried to do something in the past. */
  readonly refusals: StoreApi<number>
  close(): void
}

export interface OpenPastParts {
  readonly live: Screen
  readonly moment: MomentStore
  readonly start: Past
  /** How far the past goes; read anew when `isFresh`. Rejects with CallRefused. */
  extent(isFresh: boolean): Promise<PastExtent>
}

/**
 * Puts a screen together that shows a moment of the past: stores of its own, and the place, the settings and the display of the
 * live one, which goes on underneath. Nothing can be done on it.
 */
export function openPast({ live, moment, start, extent }: OpenPastParts): LookingBack {
  const { city, place, settings, profile } = live
  const clock = createPastClock(start.at)
  const points = createPointsStore()
  const connection = createStore<Connection>(() => ({ kind: 'connecting', sinceAt: start.at }))
  const reading = createStore<PastReading>(() => ({ kind: 'ready' }))
  const refusals = createStore<number>(() => 0)
  const notice = createStore<Notice | undefined>(() => undefined)
  const matters = createMattersStore()
  let epoch = ''
  let known: { readonly how: Past['known']; readonly extent: Promise<PastExtent> } | undefined
  /** The past is told to one end: what is known now is known at one revision, until somebody asks for it again. */
  const extentOf = async ({ known: how }: Past): Promise<PastExtent> => {
    if (known?.how !== how) known = { how, extent: extent(how === 'corrected') }
    try {
      const found = await known.extent
      epoch = found.epoch
      return found
    } catch (fault) {
      known = undefined
      throw fault
    }
  }
  /** Reads something of the record that is there; where it is another by then, the next try asks which. */
  const inRecord = async <Block>(past: Past, read: (extent: PastExtent) => Promise<Block>): Promise<Block> => {
    try {
      return await read(await extentOf(past))
    } catch (fault) {
      if (fault instanceof Error && fault.message === 'replay/outdated') known = undefined
      throw fault
    }
  }
  const now = (): Past => {
    const state = moment.getState()
    return state.kind === 'past' ? state : start
  }
  const history = createHistoryStore({
    read: async (request) => {
      const past = now()
      if (past.known === 'then') return fetchHistory(request, new Date(past.at).toISOString())
      const { revision } = await extentOf(past)
      const answer = await fetchHistory(request, String(revision))
      return { ...answer, points: answer.points.filter(isUntil(past.at)) }
    },
    metric: city.metric,
    after: browserTime.after,
  })
  const line = createPastLine({
    ...{ moment, clock, points, history, connection, reading },
    after: browserTime.after,
    monotonic: browserTime.monotonic,
    random: Math.random,
    newest: () => live.clock.now() - NEWEST_PAST_MS,
    epoch: () => epoch,
    read: ({ name: metric, from }, signal) => {
      const past = now()
      return inRecord(past, ({ epoch, revision }) => {
        const asOf = past.known === 'corrected' ? revision : undefined
        return fetchBlock({ epoch, version: city.catalogue.version, metric, from, asOf }, signal)
      })
    },
  })
  const tracks = createTracksStore(clock.now)
  const stopTracks = createPastTracks({
    ...{ moment, tracks },
    after: browserTime.after,
    monotonic: browserTime.monotonic,
    random: Math.random,
    newest: () => live.clock.now() - NEWEST_PAST_MS,
    read: ({ name: track, from }, signal) => {
      const grain = grainKept(from, live.clock.now() + GRAIN_MARGIN_MS) ?? 'coarse'
      return inRecord(now(), ({ epoch }) => fetchTrackBlock({ epoch, version: city.catalogue.version, track, grain, from }, signal))
    },
  })
  const stopMatters = createPastMatters({ moment, matters, read: fetchPastWatched, after: browserTime.after })
  // What the scene shows is read before what only the head counts.
  const follow = () => line.follow(seriesOf(city, place.getState()).toReversed())
  const stopPlace = place.subscribe((next, before) => {
    if (next.scene !== before.scene || next.area !== before.area) follow()
  })
  follow()
  return {
    screen: {
      ...{ city, place, settings, profile, points, history, matters, tracks, clock, connection, notice },
      ages: createPaintAges(),
      commands: {
        send: async () => {
          refusals.setState(refusals.getState() + 1, true)
          throw Object.assign(new Error('moment/past'), { code: 'moment/past' })
        },
      },
    },
    reading,
    refusals,
    close: () => {
      stopPlace()
      stopMatters()
      stopTracks()
      line.stop()
    },
  }
}

/** What is kept closely for hardly longer is asked for as it is kept from then on: the clock of the server may be ahead, ms. */
const GRAIN_MARGIN_MS = 60_000

/** True for what had been observed at a moment. */
function isUntil(at: number): (point: Point) => boolean {
  return ({ observedAt }) => observedAt !== null && observedAt <= at
}

import { expect, it } from 'vitest'
import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import { encodeMoves } from '#contract/track-codec.ts'
import type { TrackBlock } from '#contract/track-replay.ts'
import { createMomentStore } from '../state/moment.ts'
import { createTracksStore } from '../state/tracks.ts'
import { createPastTracks } from './past-tracks.ts'

const START = 1_800_000_000_000 - (1_800_000_000_000 % REPLAY_BLOCK_MS)
const DAY = 86_400_000
const NOW = START + 8 * DAY
const BUSES = { kinds: ['bus'], area: 'city' }
const NAME = 'bus@city'

it('shows where things were at a moment at once, and where they went as it is played', async () => {
  const screen = bench(NOW - 2 * REPLAY_BLOCK_MS)
  await screen.settle()
  expect(screen.places()).toEqual([113])
  screen.seek(NOW - 2 * REPLAY_BLOCK_MS + 5_500)
  expect(screen.places()).toEqual([113.05])
  screen.moment.send({ kind: 'play' })
  screen.moment.send({ kind: 'pass', at: NOW - 2 * REPLAY_BLOCK_MS + 6_500 })
  expect(screen.lastPlaces()).toEqual([113.06])
})

it('shows nothing of a moment whose block is on its way, and refuses one that is not kept', async () => {
  const screen = bench(NOW - 2 * REPLAY_BLOCK_MS)
  expect(screen.tracks.get(NAME).kind).toBe('waiting')
  await screen.settle()
  screen.seek(NOW - 4 * REPLAY_BLOCK_MS)
  expect(screen.tracks.get(NAME).kind).toBe('waiting')
  await screen.settle()
  expect(screen.tracks.get(NAME).kind).toBe('following')
  screen.seek(START + REPLAY_BLOCK_MS / 2)
  expect(screen.tracks.get(NAME)).toEqual({ kind: 'refused', code: 'replay/not-kept' })
  screen.stop()
})

it('says of what is kept every ten minutes alone that it is', async () => {
  const screen = bench(NOW - 3 * DAY)
  await screen.settle()
  const tracking = screen.tracks.get(NAME)
  expect(tracking.kind === 'following' && tracking.things.keptEveryMs).toBe(REPLAY_BLOCK_MS)
})

/** A screen of the past that draws buses; one of them goes a hundredth of a degree each second. */
function bench(at: number) {
  const moment = createMomentStore(() => ({ begunAt: START, now: NOW }))
  const tracks = createTracksStore(() => {
    const now = moment.getState()
    return now.kind === 'past' ? now.at : NOW
  })
  tracks.follow(BUSES, () => undefined)
  moment.send({ kind: 'look-back', at })
  const stop = createPastTracks({
    ...{ moment, tracks, newest: () => NOW, after: () => () => undefined, monotonic: () => 0, random: () => 0 },
    read: async ({ name, from }) => blockOf(name, from, from < NOW - DAY ? 'coarse' : 'fine'),
  })
  const things = () => {
    const tracking = tracks.get(NAME)
    if (tracking.kind !== 'following') throw new Error(`nothing is drawn: ${tracking.kind}`)
    return tracking.things
  }
  const rounded = (lon: number) => Math.round(lon * 1000) / 1000
  return {
    ...{ moment, tracks, stop },
    seek: (to: number) => moment.send({ kind: 'seek', at: to }),
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
    places: () => {
      const now = moment.getState()
      return Array.from({ length: things().count }, (_, index) =>
        rounded(things().place(index, now.kind === 'past' ? now.at : NOW)[0]),
      )
    },
    lastPlaces: () => Array.from({ length: things().count }, (_, index) => rounded(things().lastPlace(index)[0])),
  }
}

function blockOf(track: string, from: number, grain: TrackBlock['grain']): TrackBlock {
  const frameAt = (second: number) => {
    const at = from + second * 1000
    const move = { index: 0, state: 'placed', lon: 113 + second / 100, lat: 23, heading: undefined, heardAt: at - 100 } as const
    return { at, frame: encodeMoves([move], at, second === 0) }
  }
  const seconds = grain === 'fine' ? Array.from({ length: 10 }, (_, second) => second) : [0]
  const identities = [{ id: 'a', kind: 'bus', names: { zh: '巴士', en: 'Bus' }, department: 'transport' }]
  return { track, grain, from, to: from + REPLAY_BLOCK_MS, identities, frames: seconds.map(frameAt) }
}

import { expect, it } from 'vitest'
import { encodeMoves } from '#contract/track-codec.ts'
import { createTracksStore } from '../state/tracks.ts'
import { createTrackLine } from './track-line.ts'

const BUSES = { kinds: ['bus'], area: 'city' }

it('asks for a track once the line is open, again on each opening, and ends it when nobody draws it', () => {
  const { tracks, socket } = bench()
  const stop = tracks.follow(BUSES, () => undefined)
  expect(socket.said()).toEqual([])
  socket.open()
  socket.open()
  expect(socket.said()).toEqual(['track', 'track'])
  stop()
  expect(socket.said().at(-1)).toBe('untrack')
})

it('shows what the answer and the frames say, and asks again for a frame that cannot be read', () => {
  const { tracks, socket } = bench()
  tracks.follow(BUSES, () => undefined)
  socket.open()
  socket.answer({ track: 'bus@city', at: 0, identities: [], frame: encodeMoves([], 0, true) })
  const identities = [{ index: 0, id: 'a', kind: 'bus', names: { zh: 'a', en: 'a' }, department: 'd' }]
  const move = { index: 0, state: 'placed', lon: 113, lat: 23, heading: undefined, heardAt: 0 } as const
  socket.tell({ track: 'bus@city', at: 0, identities, frame: encodeMoves([move], 0, false) })
  const tracking = tracks.get('bus@city')
  expect(tracking.kind === 'following' && tracking.things.isPlaced(0)).toBe(true)
  socket.tell({ track: 'bus@city', at: 0, frame: new Uint8Array(5) })
  expect(socket.said()).toEqual(['track', 'track'])
})

it('asks again after a while for what passes, and not for what does not', () => {
  const { tracks, socket, pass } = bench()
  tracks.follow(BUSES, () => undefined)
  socket.open()
  socket.answer({ error: { code: 'live/too-fast', sentence: '' } })
  pass()
  expect(socket.said()).toEqual(['track', 'track'])
  socket.answer({ error: { code: 'entity/unknown-kind', sentence: '' } })
  pass()
  expect(socket.said()).toEqual(['track', 'track'])
  expect(tracks.get('bus@city')).toEqual({ kind: 'refused', code: 'entity/unknown-kind' })
})

function bench() {
  const tracks = createTracksStore(() => 0)
  const said: string[] = []
  const due: (() => void)[] = []
  let heard: (moves: never) => void = () => {}
  let opened = () => {}
  let answered: (answer: never) => void = () => {}
  const socket = {
    connected: false,
    on: (_event: string, hear: (moves: never) => void) => {
      heard = hear
    },
    onConnect: (hear: () => void) => {
      opened = hear
    },
    emit: (event: string, _request: object, answer?: (answer: never) => void) => {
      said.push(event)
      if (answer) answered = answer
    },
  }
  createTrackLine({
    socket: socket as unknown as Parameters<typeof createTrackLine>[0]['socket'],
    tracks,
    after: (_ms, work) => {
      due.push(work)
      return () => undefined
    },
    random: () => 0.5,
  })
  return {
    tracks,
    pass: () => {
      for (const work of due.splice(0)) work()
    },
    socket: {
      said: () => said,
      open: () => {
        socket.connected = true
        opened()
      },
      answer: (answer: object) => answered(answer as never),
      tell: (moves: object) => heard(moves as never),
    },
  }
}

import { expect, it } from 'vitest'
import type { Watched } from '#contract/watch.ts'
import { createMattersStore } from '../state/matters.ts'
import { createMatterLine } from './matter-line.ts'

it('asks for what is drawn, and for all of it again on each opening of the line', () => {
  const { matters, socket } = bench()
  const stop = matters.follow({ kind: 'alarm' }, () => undefined)
  expect(socket.said()).toEqual([])
  socket.open()
  expect(socket.said()).toEqual(['watch alarm'])
  socket.open()
  expect(socket.said()).toEqual(['watch alarm', 'watch alarm'])
  stop()
  expect(socket.said().at(-1)).toBe('unwatch alarm')
})

it('asks again for a watch whose patch does not join', () => {
  const { matters, socket } = bench()
  matters.follow({ kind: 'alarm' }, () => undefined)
  socket.open()
  socket.answer(watched(3))
  socket.tell({ watch: 'alarm', epoch: 'e', from: 7, to: 9, at: 0, changed: [], gone: [] })
  expect(socket.said()).toEqual(['watch alarm', 'watch alarm'])
  socket.answer(watched(9))
  expect(matters.get('alarm')).toMatchObject({ kind: 'following', cursor: { revision: 9 } })
})

it('tries again what was refused for a moment, and says what is refused for good', () => {
  const { matters, socket, pass } = bench()
  matters.follow({ kind: 'alarm' }, () => undefined)
  socket.open()
  socket.answer({ error: { code: 'record/unavailable', sentence: '' } })
  expect(matters.get('alarm')).toEqual({ kind: 'refused', code: 'record/unavailable' })
  pass()
  expect(socket.said()).toHaveLength(2)
  socket.answer({ error: { code: 'access/refused', sentence: '' } })
  pass()
  expect(socket.said()).toHaveLength(2)
  expect(matters.get('alarm')).toEqual({ kind: 'refused', code: 'access/refused' })
})

function watched(revision: number): Watched {
  return { watch: 'alarm', epoch: 'e', revision, at: 0, matters: [] }
}

function bench() {
  const matters = createMattersStore()
  const said: string[] = []
  const due: (() => void)[] = []
  const hearers = new Map<string, (said: never) => void>()
  let opened = () => {}
  let answered: (answer: never) => void = () => {}
  const socket = {
    connected: false,
    on: (event: string, hear: (said: never) => void) => void hearers.set(event, hear),
    onConnect: (hear: () => void) => {
      opened = hear
    },
    emit: (event: string, request: { kind?: string; watch?: string }, answer?: (answer: never) => void) => {
      said.push(`${event} ${request.kind ?? request.watch}`)
      if (answer) answered = answer
    },
  }
  createMatterLine({
    socket: socket as unknown as Parameters<typeof createMatterLine>[0]['socket'],
    matters,
    after: (_ms, work) => {
      due.push(work)
      return () => undefined
    },
    random: () => 0.5,
  })
  return {
    matters,
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
      tell: (patch: object) => hearers.get('matters')?.(patch as never),
    },
  }
}

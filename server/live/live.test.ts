import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, it } from 'vitest'
import type { Notice, Patch, Snapshot } from '#contract/live.ts'
import { attachLive } from './live.ts'
import { scriptedHub } from './scripted-hub.ts'

const undo: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each()
})

it('gives a screen all figures, then each change once a tick', async () => {
  const { hub, connect, tick } = await openCity()
  hub.say('tiny.calls', 'north', 3)
  const screen = await connect()
  const snapshot: Snapshot = await screen.emitWithAck('subscribe', { series: [{ metric: 'tiny.calls', area: 'north' }] })
  expect(snapshot).toMatchObject({ epoch: 'epoch-1', revision: 1, points: [{ value: 3 }] })
  hub.say('tiny.calls', 'north', 4)
  hub.say('tiny.calls', 'north', 5)
  const patch = await next<Patch>(screen, 'patch', tick)
  expect(patch).toMatchObject({ view: snapshot.view, from: 1, to: 3, points: [{ value: 5, revision: 3 }] })
})

it('tells every screen before it goes', async () => {
  const { live, connect } = await openCity()
  const screen = await connect()
  const notice = await next<Notice>(screen, 'notice', () => void live.close())
  expect(notice).toEqual({ kind: 'draining' })
})

async function openCity() {
  const hub = scriptedHub()
  const server = createServer()
  const ticks = new Set<() => void>()
  let now = 1_000_000
  const clock = {
    now: () => now,
    every: (_ms: number, run: () => void) => {
      ticks.add(run)
      return () => ticks.delete(run)
    },
  }
  const live = attachLive({ server, hub, clock, log: { error: (fields) => expect.fail(JSON.stringify(fields)) } })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  undo.push(() => void server.close())
  undo.push(() => live.close())
  const { port } = server.address() as AddressInfo
  const connect = async () => {
    const screen = io(`http://127.0.0.1:${port}/live`, { transports: ['websocket'], reconnection: false, forceNew: true })
    undo.push(() => void screen.close())
    await new Promise<void>((done) => screen.on('connect', done))
    return screen
  }
  const tick = (ms = 250) => {
    now += ms
    for (const run of [...ticks]) run()
  }
  return { hub, live, connect, tick }
}

function next<Body>(screen: Socket, event: string, act: () => void): Promise<Body> {
  const { promise, resolve } = Promise.withResolvers<Body>()
  screen.once(event, resolve)
  act()
  return promise
}

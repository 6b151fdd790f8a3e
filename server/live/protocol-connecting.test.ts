import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import type { Snapshot, SocketError } from '#contract/live.ts'
import { scriptedHub } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const CALLS = { series: [{ metric: 'tiny.calls', area: 'north' }] }

describe('connecting', () => {
  it.each(['websocket', 'polling'])('[P1] a screen follows the city by %s', async (transport) => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect({ transports: [transport] })
    const snapshot = await screen.ask<Snapshot>('subscribe', CALLS)
    expect(snapshot.revision).toBe(0)
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([{ from: 0, to: 1, points: [{ value: 1 }] }])
  })

  it('[P2] a page of another host gets no figures, unless the deployment allows it; programs are let in', async () => {
    await using city = await testedCity(scriptedHub(), { origins: ['https://wall.example.cn'] })
    const statusOf = async (headers: Record<string, string>) => (await city.raw(headers)).head.split(' ')[1]
    expect(await statusOf({})).toBe('101')
    expect(await statusOf({ Origin: `http://127.0.0.1:${city.port}` })).toBe('101')
    expect(await statusOf({ Origin: 'https://wall.example.cn' })).toBe('101')
    expect(await statusOf({ Origin: 'https://elsewhere.example.cn' })).toBe('400')
    expect(await statusOf({ Origin: 'null' })).toBe('400')
    const polled = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${city.port}/socket.io/?EIO=4&transport=polling`, { headers })
    expect((await polled({ origin: 'https://elsewhere.example.cn' })).status).toBe(403)
    expect((await polled({})).status).toBe(200)
  })

  it.each(['/', '/admin', '/live/x'])('[P3] nobody connects to the namespace %s', async (namespace) => {
    await using city = await testedCity(scriptedHub())
    const socket = io(`http://127.0.0.1:${city.port}${namespace}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    const fault = await new Promise<Error>((resolve) => socket.once('connect_error', resolve))
    expect(fault.message).not.toBe('')
    socket.close()
  })

  it('[P4] a socket that asked for nothing hears beats, not figures', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    await screen.settle()
    expect([screen.patches.length, screen.beats.length]).toEqual([0, 1])
  })

  it('[P5] a client that offers compression is not taken up on it', async () => {
    await using city = await testedCity(scriptedHub())
    const { head } = await city.raw({ 'Sec-WebSocket-Extensions': 'permessage-deflate' })
    expect(head).toContain('101')
    expect(head.toLowerCase()).not.toContain('permessage-deflate')
  })
})

describe('asking', () => {
  it('[P6] each request is answered once', async () => {
    await using city = await testedCity(scriptedHub())
    const raw = await city.raw()
    raw.send('40/live,')
    await raw.nextText('40/live,')
    raw.send(`42/live,0${JSON.stringify(['subscribe', CALLS])}`)
    raw.send(`42/live,1${JSON.stringify(['resume', { ...CALLS, epoch: 'epoch-1', revision: 0 }])}`)
    raw.send('42/live,2["unsubscribe",{}]')
    const answers = [await raw.nextText('43'), await raw.nextText('43'), await raw.nextText('43')]
    expect(answers.map((answer) => answer.slice(0, 9))).toEqual(['43/live,0', '43/live,1', '43/live,2'])
    expect(answers[2]).toBe('43/live,2[{}]')
  })

  it('[P7] a refused request says why, and the socket has no more views than before', async () => {
    await using city = await testedCity(scriptedHub())
    const screen = await city.connect()
    const series = [...CALLS.series, { metric: 'tiny.calls', area: 'nowhere' }]
    const { error } = await screen.ask<SocketError>('subscribe', { series })
    expect(error).toEqual({ code: 'series/unknown-area', sentence: 'There is no area "nowhere" in the catalogue.' })
    expect(city.live.stats()).toMatchObject({ rooms: 0, subscriptions: 0 })
  })

  it.each([
    ['subscribe', undefined, 'the argument'],
    ['subscribe', null, 'the argument'],
    ['subscribe', [], 'the argument'],
    ['subscribe', 'x', 'the argument'],
    ['subscribe', { series: [{ metric: 1, area: 'north' }] }, '/series/0/metric'],
    ['subscribe', { ...CALLS, mode: 'some' }, '/mode'],
    ['subscribe', { ...CALLS, colour: 'red' }, 'colour'],
    ['subscribe', { series: { length: 1e9 } }, '/series'],
    ['unsubscribe', { view: {} }, '/view'],
    ['resume', { ...CALLS, epoch: 'epoch-1', revision: -1 }, '/revision'],
    ['resume', { ...CALLS, epoch: 'epoch-1', revision: 1.5 }, '/revision'],
    ['resume', { ...CALLS, epoch: 'epoch-1' }, 'revision'],
  ])('[P8] %s of %j is refused by name of the place', async (event, request, place) => {
    await using city = await testedCity(scriptedHub())
    const { error } = await (await city.connect()).ask<SocketError>(event, request)
    expect(error.code).toBe('request/invalid')
    expect(error.sentence).toContain(place)
    expect(city.faults).toEqual([])
  })

  it.each(['shutdown', 'constructor', '__proto__', 'toString'])('[P9] there is no event %s', async (event) => {
    await using city = await testedCity(scriptedHub())
    const { error } = await (await city.connect()).ask<SocketError>(event, {})
    expect(error.code).toBe('request/not-found')
  })

  it('[P10] garbage on one line leaves the others as they are', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', CALLS)
    for (const garbage of GARBAGE) {
      const raw = await city.raw()
      raw.send('40/live,')
      await raw.nextText('40/live,')
      if (typeof garbage === 'string') raw.send(garbage)
      else raw.sendBytes(garbage)
      raw.send('42/live,7["unsubscribe",{}]')
      await raw.nextTextOrEnd('43/live,7')
    }
    hub.say('tiny.calls', 'north', 1)
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([{ from: 0, to: 1 }])
    expect(city.faults).toEqual([])
  })
})

const GARBAGE: readonly (string | Uint8Array)[] = [
  'x',
  '42',
  '42/live,',
  '42/live,[',
  '42/live,{}',
  '42/live,[]',
  '42/live,[null]',
  '42/live,[1,2,3]',
  '42/live,["subscribe"]',
  '42/live,["subscribe",1,2,3]',
  '42/live,1["subscribe",{"series":[{"metric":"tiny.calls","area":"north"}],"__proto__":{"x":1}}]',
  '42/live,1["disconnect"]',
  '42/live,1["connect"]',
  '42/live,1["error",{}]',
  '43/live,99[{}]',
  '451-/live,["subscribe",{"_placeholder":true,"num":9}]',
  '459999999-/live,["subscribe"]',
  '40/live,{"a":1}',
  '41/live,',
  '44/live,"x"',
  '49/live,',
  `42/live,1["subscribe",{"series":${'['.repeat(5000)}${']'.repeat(5000)}}]`,
  '3',
  '2',
  '\u0000\uffff',
  new Uint8Array([0, 1, 2, 255]),
]

import { expect, it } from 'vitest'
import { scriptedHub } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

it('lets the process go although a screen does not answer the farewell', async () => {
  await using city = await testedCity(scriptedHub())
  const raw = await city.raw()
  raw.send('40/live,')
  await raw.nextText('40/live,')
  raw.pause()
  const closing = city.live.close()
  city.tick(500)
  await closing
  raw.resume()
  await raw.closed()
})

it('forgets a screen that has gone, and a view that nobody follows', async () => {
  const hub = scriptedHub()
  await using city = await testedCity(hub)
  const stays = await city.connect()
  const goes = await city.connect()
  const view = { series: [{ metric: 'tiny.calls', area: 'north' }] }
  await goes.ask('subscribe', view)
  expect(city.live.stats()).toMatchObject({ sockets: 2, rooms: 1, subscriptions: 1 })
  goes.socket.close()
  while (city.live.stats().sockets > 1) await stays.settle()
  expect(city.live.stats()).toMatchObject({ sockets: 1, rooms: 0, subscriptions: 0 })
})

it('makes one patch and one snapshot of a view, however many screens follow it', async () => {
  const hub = scriptedHub()
  await using city = await testedCity(hub)
  const view = { series: [{ metric: 'tiny.calls', area: 'north' }], encoding: 'binary' }
  const screens = await Promise.all(Array.from({ length: 20 }, () => city.connect()))
  for (const screen of screens) await screen.ask('subscribe', view)
  hub.say('tiny.calls', 'north', 1)
  city.tick()
  for (const screen of screens) await screen.settle()
  expect(screens.map(({ patches }) => patches.length)).toEqual(screens.map(() => 1))
  expect(city.live.stats()).toMatchObject({ rooms: 1, subscriptions: 20, patches: 1, points: 1 })
})

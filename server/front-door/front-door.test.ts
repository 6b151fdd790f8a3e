import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let door: FrontDoor | undefined
afterEach(async () => {
  await door?.close()
  door = undefined
})

it('tells whoever knocks too early to come back, and lives', async () => {
  door = await openFrontDoor('127.0.0.1', 0)
  const wall = await fetch(`${door.url}/wall`)
  expect(wall.status).toBe(503)
  expect(wall.headers.get('retry-after')).toBe('1')
  expect(await wall.json()).toMatchObject({ code: 'server/starting' })
  expect((await fetch(`${door.url}/healthz`)).status).toBe(200)
})

it('hands everything over once it is opened', async () => {
  door = await openFrontDoor('127.0.0.1', 0)
  door.open((_request, response) => response.end('city'))
  expect(await (await fetch(`${door.url}/wall`)).text()).toBe('city')
})

it('answers what was asked before it was drained, as the last over that connection, and lets nobody new in', async () => {
  const opened = await openFrontDoor('127.0.0.1', 0)
  door = opened
  const asked = Promise.withResolvers<() => void>()
  opened.open((_request, response) => asked.resolve(() => response.end('done')))
  const answer = fetch(`${opened.url}/order`)
  const finish = await asked.promise
  let isDrained = false
  const drained = opened.drain().then(() => {
    isDrained = true
  })
  await expect(fetch(`${opened.url}/order`)).rejects.toThrow('fetch failed')
  expect(isDrained).toBe(false)
  finish()
  const { headers, status } = await answer
  expect([status, headers.get('connection')]).toEqual([200, 'close'])
  await drained
})

it('is drained at once where nothing is under way', async () => {
  door = await openFrontDoor('127.0.0.1', 0)
  await door.drain()
  await expect(fetch(`${door.url}/order`)).rejects.toThrow('fetch failed')
})

it('names the port that is in use and another that may be free', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(openFrontDoor('127.0.0.1', port)).rejects.toThrow(
    `PORT ${port} is in use by another program; stop that one, or set PORT`,
  )
  other.close()
})

it('shows an address that can be opened when it listens on all of them', async () => {
  door = await openFrontDoor('0.0.0.0', 0)
  expect(door.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Door, waitMsOf } from './door.ts'

let server: Server
let url: string
let stop: AbortController
let said: string[]
let seen: { key: string | undefined; token: string | undefined; lines: number }[]
let answer: (attempt: number) => { status: number; body: unknown }

beforeEach(async () => {
  stop = new AbortController()
  said = []
  seen = []
  answer = () => ({ status: 200, body: counted(1) })
  server = createServer((request, response) => {
    // A request that the end of a test cuts off is not answered.
    receive(request).then(
      (lines) => reply(request, response, lines),
      () => undefined,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  stop.abort()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('the hub’s side of the door', () => {
  it('sends each source’s rows with its own token, as one value a line', async () => {
    await makeDoor().deliver({ department: 'water', rows: [row(1), row(2)] })
    expect(seen).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{32}$/), token: 'Bearer w', lines: 2 }])
  })

  it('tries again under the same key until it is answered, so that nothing is taken in twice', async () => {
    answer = (attempt) => (attempt < 3 ? { status: 503, body: { detail: 'starting' } } : { status: 200, body: counted(1) })
    expect(await makeDoor().deliver({ department: 'water', rows: [row(1)] })).toMatchObject({ accepted: 1 })
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1)
    expect(seen).toHaveLength(3)
    expect(said).toEqual(['the server is away (the door answered 503: starting); trying again', 'the server is back'])
  })

  it('waits for as long as the door asks, and no longer than half a minute', () => {
    const asked = ['2', '0', 'soon', '3600', undefined]
    const waits = asked.map((seconds) => waitMsOf(new Headers(seconds === undefined ? {} : { 'retry-after': seconds })))
    expect(waits).toEqual([2_000, 0, 0, 30_000, 0])
  })

  it('does not repeat what is refused, and says why once', async () => {
    answer = () => ({ status: 401, body: { detail: 'No source has this token.' } })
    const door = makeDoor()
    expect(await door.deliver({ department: 'water', rows: [row(1)] })).toBeUndefined()
    expect(await door.deliver({ department: 'water', rows: [row(2)] })).toBeUndefined()
    expect(said).toEqual(['water: the door answered 401: No source has this token.'])
  })

  it('sends the newest first when the server returns, and gives up the oldest beyond its bound', async () => {
    answer = () => ({ status: 503, body: {} })
    const door = makeDoor()
    for (let batch = 1; batch <= 6; batch++)
      door.send({ department: 'water', rows: Array.from({ length: 50_000 }, () => row(batch)) })
    expect(said.filter((sentence) => sentence.startsWith('gave up 50000 rows'))).not.toEqual([])
    answer = () => ({ status: 200, body: counted(1) })
    await vi.waitFor(() => expect(seen.filter(({ lines }) => lines === 50_000).length).toBeGreaterThanOrEqual(4), {
      timeout: 15_000,
    })
  })

  it('sends nothing for a department without a token', async () => {
    expect(await makeDoor().deliver({ department: 'fire', rows: [row(1)] })).toBeUndefined()
    expect(seen).toEqual([])
    expect(said).toEqual(['fire: there is no token for this department; nothing is sent for it'])
  })

  it('tells of rejected rows once for each reason', async () => {
    answer = () => ({
      status: 200,
      body: { ...counted(0), rejectedCount: 1, rejected: [{ index: 0, code: 'row/metric-unknown', sentence: 'No such metric.' }] },
    })
    const door = makeDoor()
    await door.deliver({ department: 'water', rows: [row(1)] })
    await door.deliver({ department: 'water', rows: [row(2)] })
    expect(said).toEqual(['water: rejected (row/metric-unknown) No such metric.'])
  })
})

function makeDoor(): Door {
  return new Door({ url, tokens: new Map([['water', 'w']]), log: (sentence) => said.push(sentence), signal: stop.signal })
}

function row(value: number) {
  return { metric: 'm.x', area: 'a', time: '2026-09-08T00:00:00.000Z', value }
}

function counted(accepted: number) {
  return { accepted, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }
}

async function receive(request: IncomingMessage): Promise<number> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text.trim().split('\n').length
}

function reply(request: IncomingMessage, response: ServerResponse, lines: number): void {
  const key = request.headers['idempotency-key']
  seen.push({ key: typeof key === 'string' ? key : undefined, token: request.headers.authorization, lines })
  const { status, body } = answer(seen.length)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

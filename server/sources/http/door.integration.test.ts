import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Problem } from '#contract/problem.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import { MAX_JSON_BYTES } from './read-json.ts'

let server: ServerProcess
let token: string
/** Each test tells of another hour, so that none meets another's figures. */
let hour = 0

beforeAll(async () => {
  server = await ServerProcess.prepare()
  await server.start()
  token = await server.mint('power')
})
afterAll(() => server.remove())

it('takes in what is good and says of the rest which row, which code and why', async () => {
  const answer = await server.post(token, [load('rm-a', 1), { metric: 'grid.load', area: 'rm-a' }, 5, load('rm-b', 2)])
  expect(answer).toMatchObject({ accepted: 2, rejectedCount: 2 })
  expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'row/time-missing'],
    [2, 'row/not-an-object'],
  ])
  for (const { sentence } of answer.rejected) expect(sentence.length).toBeGreaterThan(10)
})

it('knows a duplicate and a correction', async () => {
  const row = load('rm-a', 7)
  await server.post(token, [row])
  expect(await server.post(token, [row])).toMatchObject({ accepted: 0, duplicates: 1 })
  expect(await server.post(token, [{ ...row, value: 8 }])).toMatchObject({ accepted: 0, corrections: 1 })
})

it('answers a retry under the same key as the first time, and refuses the key for another body', async () => {
  const rows = [load('rm-a', 3), load('rm-b', 4)]
  const key = { 'idempotency-key': 'night-run' }
  const first = await server.post(token, rows, key)
  expect(await server.post(token, rows, key)).toEqual(first)
  expect(await refusal(JSON.stringify([load('rm-c', 5)]), key)).toMatchObject({ status: 409, code: 'request/key-reused' })
})

it('takes an upload of one row per line that is longer than anything it would hold in memory at once', async () => {
  const from = Date.parse('2019-01-01T00:00:00Z')
  const total = 60_000
  const answer = await stream(function* () {
    for (let index = 0; index < total; index++) {
      const time = new Date(from + Math.floor(index / 4) * 10_000).toISOString()
      const area = `rm-${'abcd'[index % 4]}`
      yield index % 20_000 === 7 ? 'oops\n' : `${JSON.stringify({ metric: 'grid.load', area, time, value: index % 1000 })}\n`
    }
  })
  expect(answer).toMatchObject({ accepted: total - 3, rejectedCount: 3 })
  expect(answer.rejected.map(({ index }) => index)).toEqual([7, 20_007, 40_007])
})

it('takes gzip', async () => {
  const body = gzipSync(`${JSON.stringify(load('rm-a', 1))}\r\n\r\n${JSON.stringify(load('rm-b', 1))}`)
  const response = await send(body, { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' })
  expect(await response.json()).toMatchObject({ accepted: 2, rejectedCount: 0 })
})

it.each<[name: string, body: string | Buffer, headers: Record<string, string>, status: number, code: string]>([
  ['a body that is not JSON', '[{', {}, 400, 'request/not-json'],
  ['GBK', Buffer.from([0x5b, 0x22, 0xb1, 0xb1, 0x22, 0x5d]), {}, 400, 'request/not-json'],
  ['an object instead of an array', '{}', {}, 400, 'request/invalid'],
  ['nothing', '', {}, 400, 'request/not-json'],
  ['another media type', 'a,b', { 'content-type': 'text/csv' }, 415, 'request/media-type'],
  ['what is no gzip', 'hello', { 'content-encoding': 'gzip' }, 400, 'request/invalid'],
  ['an endless key', '[]', { 'idempotency-key': 'k'.repeat(201) }, 400, 'request/invalid'],
  ['a token nobody has', '[]', { authorization: 'Bearer gl_none' }, 401, 'source/unknown'],
  ['no token', '[]', { authorization: '' }, 401, 'source/unknown'],
])('refuses %s with a problem that says what to do', async (_name, body, headers, status, code) => {
  const problem = await refusal(body, headers)
  expect(problem).toMatchObject({ status, code, type: `/problems/${code}` })
  expect(JSON.stringify(problem)).not.toMatch(/\bat .*\.ts/)
})

it('refuses an array that is too large, also when it only becomes so by unpacking', async () => {
  const body = gzipSync(Buffer.alloc(MAX_JSON_BYTES + 10, ' '))
  expect(await refusal(body, { 'content-encoding': 'gzip' })).toMatchObject({ status: 413, code: 'request/too-large' })
})

it('keeps what came before when a sender breaks off, and is there for the next', async () => {
  const row = load('rm-d', 9)
  const upload = request(`${server.url}/api/hub/observations`, {
    method: 'POST',
    headers: headersOf({ 'content-type': 'application/x-ndjson' }),
  })
  upload.on('error', () => undefined)
  upload.write(`${JSON.stringify(row)}\n`.repeat(5_000))
  upload.write('{"metric":"grid.lo')
  while ((await pointsAt(row)).length === 0) await pause(20)
  const isClosed = new Promise((resolve) => upload.once('close', resolve))
  upload.destroy()
  await isClosed
  expect(await server.post(token, [load('rm-d', 10)])).toMatchObject({ accepted: 1 })
})

it('refuses a disabled source before it reads what it sends', async () => {
  const other = await server.mint('water')
  const admin = (verb: string) =>
    new Promise<void>((resolve, reject) => {
      execFile(
        process.execPath,
        ['server/admin/admin.ts', 'source', verb, 'water'],
        { env: { ...process.env, DATA_DIR: server.dataDir } },
        (fault) => (fault ? reject(fault) : resolve()),
      )
    })
  await admin('disable')
  expect(await refusal('[]', { authorization: `Bearer ${other}` })).toMatchObject({ status: 403, code: 'source/disabled' })
  await admin('enable')
  expect(await server.post(other, [])).toMatchObject({ accepted: 0 })
})

function load(area: string, value: number) {
  return { metric: 'grid.load', area, time: new Date(Date.parse('2021-03-01T00:00:00Z') + hour++ * 3_600_000).toISOString(), value }
}

async function pointsAt({ metric, area, time }: ReturnType<typeof load>): Promise<unknown[]> {
  const until = new Date(Date.parse(time) + 60_000).toISOString()
  const query = new URLSearchParams({ metric, area, from: time, to: until })
  const response = await server.read(`/api/series/history?${query}`)
  return ((await response.json()) as { points: unknown[] }).points
}

function headersOf(headers: Record<string, string>): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }
}

function send(body: string | Buffer, headers: Record<string, string>): Promise<Response> {
  return fetch(`${server.url}/api/hub/observations`, {
    method: 'POST',
    headers: headersOf(headers),
    body: new Uint8Array(Buffer.from(body)),
  })
}

async function refusal(body: string | Buffer, headers: Record<string, string>): Promise<Problem> {
  const response = await send(body, headers)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  return (await response.json()) as Problem
}

async function stream(lines: () => Generator<string>): Promise<IngestAnswer> {
  const upload = request(`${server.url}/api/hub/observations`, {
    method: 'POST',
    headers: headersOf({ 'content-type': 'application/x-ndjson' }),
  })
  const answered = once(upload, 'response')
  for (const line of lines()) if (!upload.write(line)) await once(upload, 'drain')
  upload.end()
  const [response] = (await answered) as [AsyncIterable<Buffer>]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString()) as IngestAnswer
}

import { Writable } from 'node:stream'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import { problems } from './problem.ts'
import { RecordFault } from './record/record-store.ts'

const logged: string[] = []

async function openApp() {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk))
      done()
    },
  })
  const app = Fastify({ logger: { stream } })
  await app.register(problems)
  app.get('/refusal', () => {
    throw new Refusal('series/unknown-area', 'There is no area "x".')
  })
  app.get('/full', () => {
    throw new RecordFault('record/full')
  })
  app.get('/fault', () => {
    throw new Error('password=hunter2 at /somewhere/secret.ts')
  })
  app.post('/body', { schema: { body: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } } } }, () => ({}))
  return app
}

it('says a refusal as an RFC 9457 problem', async () => {
  const answer = await (await openApp()).inject('/refusal')
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json()).toMatchObject({
    type: '/problems/series/unknown-area',
    status: 404,
    code: 'series/unknown-area',
    detail: 'There is no area "x".',
  })
})

it('tells a caller when the record is full, and when to come back', async () => {
  const answer = await (await openApp()).inject('/full')
  expect(answer.statusCode).toBe(507)
  expect(answer.json().code).toBe('record/full')
})

it('shows nothing of a fault of ours but the request id, under which the log has the rest', async () => {
  const answer = await (await openApp()).inject('/fault')
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('hunter2')
  const { instance } = answer.json()
  expect(logged.some((line) => line.includes(instance) && line.includes('hunter2'))).toBe(true)
})

it.each([
  ['a body that is not JSON', '{', 'application/json', 400, 'request/not-json'],
  ['a field of another type', '{"a":"x"}', 'application/json', 400, 'request/invalid'],
  ['a media type nobody reads', 'a', 'text/csv', 415, 'request/media-type'],
])('names %s', async (_, payload, type, status, code) => {
  const answer = await (await openApp()).inject({ method: 'POST', url: '/body', payload, headers: { 'content-type': type } })
  expect([answer.statusCode, answer.json().code]).toEqual([status, code])
})

it('tells an unknown address from a wrong method', async () => {
  const app = await openApp()
  expect((await app.inject('/nowhere')).json().code).toBe('request/not-found')
  const answer = await app.inject({ method: 'DELETE', url: '/refusal?x=1' })
  expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([405, 'request/method', 'GET, HEAD'])
})

import Fastify, { type FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { problems } from '../../problem.ts'
import { hashToken } from '../source-token.ts'
import { openRowDoor } from './row-door.ts'

const TOKEN = 'gl_source_token'
const NOTHING = { taken: 0, rejected: [], rejectedCount: 0 }

it('tells whoever begins to send while more waits than can be taken in to come later, before it reads a row', async () => {
  const app = Fastify()
  let isFull = true
  let taken = 0
  await app.register(problems)
  await app.register(async (door) =>
    openRowDoor(door, {
      ...{ url: '/rows', schema: { summary: '', description: '' }, row: Type.Unknown(), answer: Type.Unknown(), nothing: NOTHING },
      findSource: async (hash) => (hash === hashToken(TOKEN) ? { id: 1, name: 'water', disabled: false } : undefined),
      isFull: () => isFull,
      take: async (_source, rows) => {
        taken += rows.length
        return { ...NOTHING, taken: rows.length }
      },
      onAnswer: () => undefined,
    }),
  )
  const refused = await send(app)
  expect([refused.statusCode, refused.json().code, taken]).toEqual([503, 'hub/busy', 0])
  expect(refused.headers).toMatchObject({ 'retry-after': '2', connection: 'close' })
  isFull = false
  const answered = await send(app)
  expect([answered.statusCode, answered.json().taken, taken]).toEqual([200, 2, 2])
})

function send(app: FastifyInstance) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-ndjson' }
  return app.inject({ method: 'POST', url: '/rows', headers, payload: '{"a":1}\n{"a":2}\n' })
}

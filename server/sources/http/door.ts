import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { type IngestAnswer, IngestAnswerSchema, ObservationRowSchema } from '#contract/observation.ts'
import { ProblemSchema } from '#contract/problem.ts'
import type { Hub } from '../../hub/hub-port.ts'
import type { Source } from '../../record/record-store.ts'
import { hashToken } from '../source-token.ts'
import { readJson } from './read-json.ts'
import { readNdjson } from './read-ndjson.ts'
import { bodyBytes, bodyForm, MEDIA_TYPES } from './request-body.ts'
import { takeParts } from './take-parts.ts'

export interface DoorParts {
  hub(): Pick<Hub, 'ingest'>
  findSource(tokenHash: string): Promise<Source | undefined>
  now(): number
  /** Told of each part of a request once it is committed, `ms` after the request began to be read. */
  onAnswer(source: string, answer: IngestAnswer, ms: number): void
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends, on the routes of the door. */
    source?: Source
  }
}

const MAX_KEY_LENGTH = 200

/**
 * POST /api/hub/observations: where figures come in. The body is a stream to us: who sends is known before any of it is
 * read, and no more of it than a part is ever in memory.
 */
export async function door(app: FastifyInstance, parts: DoorParts): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(MEDIA_TYPES, (_request, payload, done) => done(null, payload))
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  app.decorateRequest('source', undefined)
  app.post(
    '/api/hub/observations',
    {
      // The door knows its senders by the tokens of sources; nobody else's right is good here.
      config: { access: 'unasked' },
      bodyLimit: Number.MAX_SAFE_INTEGER,
      schema: SCHEMA,
      onRequest: async (request, reply) => {
        // Whoever is refused before the body is read must not go on sending it over this connection.
        reply.header('connection', 'close')
        request.source = await sourceOf(request, parts)
        bodyForm(request.headers)
        idempotencyKey(request)
        reply.removeHeader('connection')
      },
      onError: async (_request, reply) => {
        reply.header('connection', 'close')
      },
    },
    async (request) => {
      const began = performance.now()
      const source = request.source as Source
      const key = idempotencyKey(request)
      const read = bodyForm(request.headers) === 'json' ? readJson : readNdjson
      return takeParts(read(bodyBytes(request.raw), key !== undefined), {
        hub: parts.hub(),
        source,
        key,
        now: parts.now,
        onAnswer: (answer) => parts.onAnswer(source.name, answer, performance.now() - began),
      })
    },
  )
}

async function sourceOf({ headers }: FastifyRequest, { findSource }: DoorParts): Promise<Source> {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined)
    throw new Refusal('source/unknown', 'The request has no header "Authorization: Bearer TOKEN" with the token of a source.')
  const source = await findSource(hashToken(token))
  if (!source) throw new Refusal('source/unknown')
  if (source.disabled) throw new Refusal('source/disabled')
  return source
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH) return key
  throw new Refusal('request/invalid', `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`)
}

const REFUSALS = [400, 401, 403, 409, 413, 415, 503, 507]

const SCHEMA = {
  tags: ['hub'],
  summary: 'Send figures',
  description:
    'One row per figure, as a JSON array (up to 32 MiB) or one JSON object per line (any length, taken in as it arrives). ' +
    'gzip is taken. The answer comes after the commit; good rows are never lost to bad ones.',
  security: [{ source: [] }],
  headers: Type.Object({
    'idempotency-key': Type.Optional(
      Type.String({
        maxLength: MAX_KEY_LENGTH,
        description: 'Makes a retry safe: the same key and body get the first answer again.',
      }),
    ),
  }),
  body: {
    content: {
      'application/json': { schema: Type.Array(ObservationRowSchema) },
      'application/x-ndjson': { schema: ObservationRowSchema },
    },
  },
  response: { 200: IngestAnswerSchema, ...Object.fromEntries(REFUSALS.map((status) => [status, ProblemSchema])) },
}

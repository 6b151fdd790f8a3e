import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { ProblemSchema } from '#contract/problem.ts'
import type { Source } from '../../record/record-store.ts'
import type { RowAnswer } from './part.ts'
import { readJson } from './read-json.ts'
import { readNdjson } from './read-ndjson.ts'
import { bodyBytes, bodyForm, MEDIA_TYPES } from './request-body.ts'
import { sourceOf } from './source-of.ts'
import { type Taking, takeParts } from './take-parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends, on the routes of the doors. */
    source?: Source
  }
}

const MAX_KEY_LENGTH = 200

/** A door for rows of one sort. */
export interface RowDoor<Answer extends RowAnswer> extends Pick<Taking<Answer>, 'nothing'> {
  readonly url: string
  /** What the door's page in the API says. */
  readonly schema: { readonly summary: string; readonly description: string }
  readonly row: TSchema
  readonly answer: TSchema
  findSource(tokenHash: string): Promise<Source | undefined>
  /** True while more waits than can be taken in soon: who begins to send then is told to come later. Left out, it never is. */
  isFull?(): boolean
  /** Takes a part's rows in for a source; resolves once they are committed. */
  take(source: Source, ...part: Parameters<Taking<Answer>['take']>): Promise<Answer>
  /** Told of each part of a request once it is committed, `ms` after the request began to be read. */
  onAnswer(source: string, answer: Answer, ms: number): void
}

/**
 * Opens a door: a route that takes rows from sources, as a JSON array or one JSON object per line. The body is a stream to
 * us: who sends is known before any of it is read, and no more of it than a part is ever in memory. Call it in a plugin of
 * its own: it changes how the bodies of its routes are read.
 */
export function openRowDoor<Answer extends RowAnswer>(app: FastifyInstance, door: RowDoor<Answer>): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(MEDIA_TYPES, (_request, payload, done) => done(null, payload))
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  app.decorateRequest('source', undefined)
  app.post(
    door.url,
    {
      // The door knows its senders by the tokens of sources; nobody else's right is good here.
      config: { access: 'unasked' },
      bodyLimit: Number.MAX_SAFE_INTEGER,
      schema: schemaOf(door),
      onRequest: async (request, reply) => {
        // Whoever is refused before the body is read must not go on sending it over this connection.
        reply.header('connection', 'close')
        request.source = await sourceOf(request, door)
        bodyForm(request.headers)
        idempotencyKey(request)
        if (door.isFull?.()) throw new Refusal('hub/busy')
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
        nothing: door.nothing,
        take: (rows, idempotency) => door.take(source, rows, idempotency),
        key,
        onAnswer: (answer) => door.onAnswer(source.name, answer, performance.now() - began),
      })
    },
  )
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH) return key
  throw new Refusal('request/invalid', `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`)
}

const REFUSALS = [400, 401, 403, 409, 413, 415, 503, 507]

function schemaOf({ schema, row, answer }: Pick<RowDoor<RowAnswer>, 'schema' | 'row' | 'answer'>) {
  return {
    tags: ['hub'],
    ...schema,
    security: [{ source: [] }],
    headers: Type.Object({
      'idempotency-key': Type.Optional(
        Type.String({
          maxLength: MAX_KEY_LENGTH,
          description: 'Makes a retry safe: the same key and body get the first answer again.',
        }),
      ),
    }),
    body: { content: { 'application/json': { schema: Type.Array(row) }, 'application/x-ndjson': { schema: row } } },
    response: { 200: answer, ...Object.fromEntries(REFUSALS.map((status) => [status, ProblemSchema])) },
  }
}

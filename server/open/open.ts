import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { type OpenAudience, OpenBlockSchema, OpenCatalogueSchema } from '#contract/open.ts'
import { acceptsGzip } from '../api/compress.ts'
import { matchesTag } from '../api/entity-tag.ts'
import { queryValidator } from '../api/query-validator.ts'
import { type Published, published } from './published.ts'
import type { Publisher } from './publisher.ts'

export interface OpenParts {
  /** Undefined where the city publishes nothing. */
  readonly publisher: Publisher | undefined
  /** Name of the city in names of files. */
  readonly city: string
  now(): number
}

/** Where each audience reads, who may, and who may keep a copy: what is public may lie in anybody's cache. */
const DOORS = [
  { audience: 'public', path: '/api/open', access: 'open:read', cache: 'public' },
  { audience: 'enterprise', path: '/api/enterprise', access: 'enterprise:read', cache: 'private' },
] as const satisfies readonly { audience: OpenAudience; path: string; access: string; cache: string }[]

const FormatQuery = Type.Object(
  { format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('csv')], { description: 'json (default) or csv.' })) },
  { additionalProperties: false },
)
type FormatQuery = { format?: 'json' | 'csv' }
const LanguageQuery = Type.Object(
  { lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])) },
  { additionalProperties: false },
)
const Scene = Type.String({ maxLength: 80, description: 'Id of a scene in the catalogue.' })
const NotModified = Type.Null({ description: 'The caller has these very bytes already.' })

/** What a closed block is kept for by whoever read it: a year, as long as HTTP has a word for. */
const FOR_GOOD = 'max-age=31536000, immutable'
const CATALOGUE_SECONDS = 300

/**
 * What is published, over HTTP: GET /api/open/catalogue, /api/open/blocks/:scene and its closed blocks; the same for firms
 * below /api/enterprise. Every answer was made before anybody asked. A scene of somebody else's and one that does not exist
 * are answered alike.
 */
export async function open(app: FastifyInstance, { publisher, city, now }: OpenParts): Promise<void> {
  app.setValidatorCompiler(queryValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  plainRoute(app, publisher)
  for (const { audience, path, access, cache } of DOORS) {
    const config = { access }
    const catalogue = publisher && published(JSON.stringify(publisher.catalogues[audience]))
    const allow = (reply: FastifyReply) => (cache === 'public' ? reply.header('access-control-allow-origin', '*') : reply)
    const name = audience === 'public' ? 'Open' : 'Enterprise'
    app.get(
      `${path}/catalogue`,
      {
        config,
        schema: {
          tags: ['open'],
          operationId: `read${name}Catalogue`,
          summary: audience === 'public' ? 'What is published for everybody' : 'What is published for firms',
          response: { 200: OpenCatalogueSchema, 304: NotModified },
        },
      },
      async (request, reply) => {
        if (!catalogue) throw notPublished()
        allow(reply).header('cache-control', `${cache}, max-age=${CATALOGUE_SECONDS}, stale-while-revalidate=86400`)
        return answer(request, reply, catalogue, 'application/json; charset=utf-8')
      },
    )
    app.get<{ Params: { scene: string }; Querystring: FormatQuery }>(
      `${path}/blocks/:scene`,
      {
        config,
        schema: {
          tags: ['open'],
          operationId: `read${name}Block`,
          summary: 'The figures of a scene, as they were published last',
          description: 'Made anew twice a minute, once for everybody. Protected cells have no value and say so.',
          params: Type.Object({ scene: Scene }),
          querystring: FormatQuery,
          response: { 200: OpenBlockSchema, 304: NotModified },
        },
      },
      async (request, reply) => {
        const { scene } = request.params
        if (!publisher?.hasScene(audience, scene)) throw notPublished()
        const block = publisher.block(audience, scene)
        if (!block) throw notYet()
        const seconds = Math.min(30, Math.max(1, Math.ceil((publisher.nextAt() - now()) / 1000)))
        allow(reply).header('cache-control', `${cache}, max-age=${seconds}, stale-while-revalidate=60, stale-if-error=86400`)
        return answerBlock(request, reply, block, `${city}-${scene}`)
      },
    )
    app.get<{ Params: { scene: string; start: string }; Querystring: FormatQuery }>(
      `${path}/blocks/:scene/:start`,
      {
        config,
        schema: {
          tags: ['open'],
          operationId: `read${name}ClosedBlock`,
          summary: 'The figures of a scene at the end of a stretch that is over',
          description: 'Never changes: keep it for good. `previous` of a block names the start of the one before it.',
          params: Type.Object({
            scene: Scene,
            start: Type.String({ maxLength: 20, description: 'Start of the stretch, epoch ms.' }),
          }),
          querystring: FormatQuery,
          response: { 200: OpenBlockSchema, 304: NotModified },
        },
      },
      async (request, reply) => {
        const { scene, start } = request.params
        const block = /^\d{1,15}$/.test(start) ? await publisher?.closedBlock(audience, scene, Number(start)) : undefined
        if (!block) throw notPublished()
        allow(reply).header('cache-control', `${cache}, ${FOR_GOOD}`)
        return answerBlock(request, reply, block, `${city}-${scene}-${start}`)
      },
    )
  }
}

/** The page of words, for browsers without scripts. */
function plainRoute(app: FastifyInstance, publisher: Publisher | undefined): void {
  app.get<{ Querystring: { lang?: 'zh' | 'en' } }>(
    '/open/plain',
    { config: { access: 'open:read' }, schema: { hide: true, querystring: LanguageQuery } },
    async (request, reply) => {
      if (!publisher) throw notPublished()
      const page = publisher.plainPage(request.query.lang ?? 'zh')
      if (!page) throw notYet()
      reply.header('cache-control', 'public, max-age=30, stale-while-revalidate=60, stale-if-error=86400')
      return answer(request, reply, page, 'text/html; charset=utf-8')
    },
  )
}

function notYet(): Refusal {
  return new Refusal('server/starting', 'The first figures are being published; try again in a moment.')
}

function notPublished(): Refusal {
  return new Refusal('open/not-published')
}

function answerBlock(
  request: FastifyRequest<{ Querystring: FormatQuery }>,
  reply: FastifyReply,
  { json, csv }: { readonly json: Published; readonly csv: Published },
  name: string,
) {
  if (request.query.format !== 'csv') return answer(request, reply, json, 'application/json; charset=utf-8')
  reply.header('content-disposition', `attachment; filename="${name}.csv"`)
  return answer(request, reply, csv, 'text/csv; charset=utf-8')
}

function answer(request: FastifyRequest, reply: FastifyReply, { plain, zipped, tag }: Published, type: string) {
  reply.headers({ etag: tag, vary: 'accept-encoding' })
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  reply.type(type)
  if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(plain)
  return reply.header('content-encoding', 'gzip').send(zipped)
}

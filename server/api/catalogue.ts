import { gzipSync } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import { CatalogueSchema } from '#contract/catalogue.ts'
import type { ApiParts } from './api-parts.ts'
import { acceptsGzip } from './compress.ts'
import { matchesTag } from './entity-tag.ts'

/** GET /api/catalogue: everything a screen must know of a city before its first figure. Made once, then handed out. */
export const catalogue: FastifyPluginAsync<ApiParts> = async (app, parts) => {
  const plain = Buffer.from(JSON.stringify(parts.catalogue))
  const zipped = gzipSync(plain)
  const tag = `"${parts.catalogue.version}"`
  app.get(
    '/api/catalogue',
    {
      schema: {
        tags: ['catalogue'],
        operationId: 'readCatalogue',
        summary: 'The city: areas, metrics, departments, scenes',
        description: 'The ETag is the version of the catalogue: it changes whenever anything in it does.',
        response: { 200: CatalogueSchema, 304: Type.Null({ description: 'The caller has this version already.' }) },
      },
    },
    async (request, reply) => {
      reply.headers({ etag: tag, 'cache-control': 'no-cache', vary: 'accept-encoding' })
      if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
      reply.type('application/json; charset=utf-8')
      if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(plain)
      return reply.header('content-encoding', 'gzip').send(zipped)
    },
  )
}

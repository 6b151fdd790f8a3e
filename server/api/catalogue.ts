import { gzipSync } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import { CatalogueSchema } from '#contract/catalogue.ts'
import type { CityInScope } from '../access/scope/cities-in-scope.ts'
import type { ApiParts } from './api-parts.ts'
import { acceptsGzip } from './compress.ts'
import { matchesTag } from './entity-tag.ts'

/**
 * GET /api/catalogue: everything a screen must know of a city before its first figure, as far as the caller may see it.
 * Compressed once for all callers of equal scope, then handed out.
 */
export const catalogue: FastifyPluginAsync<ApiParts> = async (app, parts) => {
  const zipped = new WeakMap<CityInScope, Buffer>()
  app.get(
    '/api/catalogue',
    {
      config: { access: 'catalogue:read' },
      schema: {
        tags: ['catalogue'],
        operationId: 'readCatalogue',
        summary: 'The city: areas, metrics, departments, scenes',
        description:
          'The city as far as the remit of the caller reaches: its area is the root. The ETag is the version of the catalogue: it changes whenever anything in it does, and no two remits have the same.',
        response: { 200: CatalogueSchema, 304: Type.Null({ description: 'The caller has this version already.' }) },
      },
    },
    async (request, reply) => {
      const city = parts.cityOf(request.subject)
      const tag = `"${city.catalogue.version}"`
      reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept-encoding, authorization, cookie' })
      if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
      reply.type('application/json; charset=utf-8')
      if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(Buffer.from(JSON.stringify(city.catalogue)))
      const short = zipped.get(city) ?? gzipSync(JSON.stringify(city.catalogue))
      zipped.set(city, short)
      return reply.header('content-encoding', 'gzip').send(short)
    },
  )
}

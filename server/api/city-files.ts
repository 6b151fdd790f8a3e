import { realpathSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { declareAccess } from '../access/route-access.ts'
import type { ApiParts } from './api-parts.ts'
import { acceptsGzip } from './compress.ts'

const LINES = 'application/geo+json'

/** What of a city folder is served, and as what. Everything else in it stays where it is. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.geojson': `${LINES}; charset=utf-8`,
  '.pmtiles': 'application/vnd.pmtiles',
}

/** GET /api/city/files/*: boundaries and tiles of the city folder, with ETag and byte ranges. Lines on a map, no figures. */
export const cityFiles: FastifyPluginAsync<ApiParts> = async (app, { cityFolder }) => {
  const root = realpathSync(cityFolder)
  declareAccess(app, 'catalogue:read')
  // Lines are text, and a third as long packed. Tiles are packed already, and read in pieces.
  app.addHook('onSend', async (request, reply, payload) => {
    const isLines = String(reply.getHeader('content-type')).startsWith(LINES)
    if (reply.statusCode !== 200 || !isLines || !isStream(payload)) return payload
    reply.header('vary', 'accept-encoding')
    if (!acceptsGzip(request.headers['accept-encoding'])) return payload
    reply.header('content-encoding', 'gzip').removeHeader('content-length').removeHeader('accept-ranges')
    // A reader who goes away, or a file that cannot be read on, ends both streams.
    return pipeline(payload, createGzip(), () => undefined)
  })
  await app.register(fastifyStatic, {
    root,
    prefix: '/api/city/files/',
    decorateReply: false,
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    schemaHide: true,
    allowedPath: (path) => extname(path) in MEDIA_TYPES && isInside(root, path),
    setHeaders: (reply, path) => {
      reply.header('content-type', MEDIA_TYPES[extname(path)] ?? 'application/octet-stream')
      reply.header('cache-control', 'private, no-cache')
    },
  })
}

function isStream(payload: unknown): payload is Readable {
  return typeof payload === 'object' && payload !== null && 'pipe' in payload
}

/** True for a file that really lies below the root: a link that leads out of the folder is not followed. */
function isInside(root: string, path: string): boolean {
  try {
    return realpathSync(join(root, path)).startsWith(root + sep)
  } catch {
    return false // there is no such file
  }
}

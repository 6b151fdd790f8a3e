import { realpathSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { declareAccess } from '../access/route-access.ts'
import type { ApiParts } from './api-parts.ts'

/** What of a city folder is served, and as what. Everything else in it stays where it is. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.geojson': 'application/geo+json; charset=utf-8',
  '.pmtiles': 'application/vnd.pmtiles',
}

/** GET /api/city/files/*: boundaries and tiles of the city folder, with ETag and byte ranges. Lines on a map, no figures. */
export const cityFiles: FastifyPluginAsync<ApiParts> = async (app, { cityFolder }) => {
  const root = realpathSync(cityFolder)
  declareAccess(app, 'catalogue:read')
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

/** True for a file that really lies below the root: a link that leads out of the folder is not followed. */
function isInside(root: string, path: string): boolean {
  try {
    return realpathSync(join(root, path)).startsWith(root + sep)
  } catch {
    return false // there is no such file
  }
}

import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import type { DrillMark } from '#contract/drill-mark.ts'
import { Refusal } from '#contract/errors.ts'
import { declareAccess } from '../access/route-access.ts'
import { markPage } from './mark-page.ts'

/** The built client. */
export const DIST = join(import.meta.dirname, '..', '..', 'dist')

/**
 * Addresses of the page: one per display class, the root, where the display class is found out, the front door with its
 * two side doors, the consoles and the own account, and the gallery, where every panel is seen in every state.
 */
const PAGES = [
  '/',
  ...DISPLAY_CLASSES.map((display) => `/${display}`),
  ...['/sign-in', '/setup', '/invitation', '/administration', '/account'],
  '/gallery',
]

/** Addresses of the page for everybody and for firms, which is built by itself. */
const OPEN_PAGES = ['/open', '/enterprise']

/**
 * Serves the built client from `folder`. Files below assets/ bear a hash of their contents in their names and are kept by
 * browsers for good; the page itself is asked for each time, so that a new version is met at the next look. Pages of a drill
 * are marked.
 */
export async function screens(
  app: FastifyInstance,
  { folder, drill }: { readonly folder: string; readonly drill?: DrillMark },
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  declareAccess(app, 'unasked')
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(folder, 'assets'))
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const serve = (page: string, file: string) =>
    app.get(page, { schema: { hide: true } }, (_request, reply) => {
      if (!existsSync(join(folder, file)))
        throw new Refusal('server/starting', 'The screens are not built yet; npm start builds them, and so does npm run build.')
      if (drill) return sendMarked(reply, join(folder, file), drill)
      return reply.sendFile(file)
    })
  for (const page of PAGES) serve(page, 'index.html')
  for (const page of OPEN_PAGES) serve(page, 'open.html')
}

async function sendMarked(reply: FastifyReply, file: string, drill: DrillMark): Promise<FastifyReply> {
  const page = markPage(await readFile(file, 'utf8'), drill)
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
}

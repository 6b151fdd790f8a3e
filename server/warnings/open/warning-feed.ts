import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { CAP_MEDIA_TYPE } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Warning } from '#contract/warning.ts'
import { OpenWarningsSchema } from '#contract/warning.ts'
import { acceptsGzip } from '../../api/compress.ts'
import { matchesTag } from '../../api/entity-tag.ts'
import { listMatters } from '../../matters/matter-store.ts'
import { type Published, published } from '../../open/published.ts'
import type { Database } from '../../record/database.ts'
import { readCap } from '../cap/read-cap.ts'
import { findDocument, issuedDocuments } from '../warning-message-store.ts'
import { type AtomParts, atomFeed } from './atom.ts'
import { openWarnings, PAST_FOR_MS } from './open-warning.ts'

export interface WarningFeedParts extends AtomParts {
  readonly database: Database
  readonly tree: AreaTree
  now(): number
}

/** However many ask, the record is asked once in this time, ms. */
const MADE_FOR_MS = 1_000

/** Warnings and messages looked through for the page and the feed. */
const MOST_WARNINGS = 500
const MOST_MESSAGES = 100

/** How long anybody may keep a page before asking again, s: a warning must not arrive late by a cache. */
const FRESH_S = 5

/** A document never changes: kept for a year, as long as HTTP has a word for. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

/**
 * Warnings for everybody: GET /api/open/warnings in plain words, GET /api/open/warnings.atom the feed of what is issued here,
 * and each of its documents. The same bytes for whoever asks.
 */
export async function warningFeed(app: FastifyInstance, parts: WarningFeedParts): Promise<void> {
  const { database, tree, now } = parts
  const config = { access: 'open:read' } as const
  const tags = ['open', 'warnings']
  app.setSerializerCompiler(() => JSON.stringify)
  const page = kept(now, async () => {
    const warnings = (await listMatters(database, { kind: 'warning', limit: MOST_WARNINGS })) as readonly Warning[]
    // The minute, so that a quiet page keeps its tag and its reader its copy.
    return published(JSON.stringify(openWarnings(warnings, tree, Math.floor(now() / 60_000) * 60_000)))
  })
  const feed = kept(now, async () => {
    const documents = await issuedDocuments(database, now() - PAST_FOR_MS, MOST_MESSAGES)
    return published(
      atomFeed(
        documents.map((document) => readCap(Buffer.from(document), now())),
        parts,
      ),
    )
  })
  // Nothing stale while another is fetched: a warning that is over, or new, must be known at once.
  const fresh = `public, max-age=${FRESH_S}, stale-if-error=3600`

  app.get(
    '/api/open/warnings',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readOpenWarnings', summary: 'Warnings in force and of the last days, in plain words' },
        response: { 200: OpenWarningsSchema },
      },
    },
    async (request, reply) => answer(request, reply, await page(), 'application/json; charset=utf-8', fresh),
  )

  app.get(
    '/api/open/warnings.atom',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readWarningFeed', summary: 'Atom feed of the warnings issued here, as CAP 1.2' },
        response: { 200: Type.String({ description: 'RFC 4287; each entry links to its document.' }) },
      },
    },
    async (request, reply) => answer(request, reply, await feed(), 'application/atom+xml; charset=utf-8', fresh),
  )

  app.get<{ Params: { identifier: string } }>(
    '/api/open/warnings/:identifier.cap',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readWarningDocument', summary: 'A warning issued here, as CAP 1.2' },
        description: 'Never changes: an update or a cancel is a document of its own.',
        params: Type.Object({ identifier: Type.String({ maxLength: 300 }) }),
        response: { 200: Type.String({ description: 'CAP 1.2.' }) },
      },
    },
    async (request, reply) => {
      const document = await findDocument(database, request.params.identifier)
      if (document === undefined) throw new Refusal('open/not-published')
      return answer(request, reply, published(document), `${CAP_MEDIA_TYPE}; charset=utf-8`, FOR_GOOD)
    },
  )
}

/** Makes something once for all who ask within a moment; what could not be made is tried again by the next. */
function kept(now: () => number, make: () => Promise<Published>): () => Promise<Published> {
  let madeAt = Number.NEGATIVE_INFINITY
  let made: Promise<Published> | undefined
  return () => {
    if (!made || now() - madeAt >= MADE_FOR_MS) {
      madeAt = now()
      made = make().catch((fault: unknown) => {
        made = undefined
        throw fault
      })
    }
    return made
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, { plain, zipped, tag }: Published, type: string, cache: string) {
  reply.headers({ etag: tag, vary: 'accept-encoding', 'cache-control': cache, 'access-control-allow-origin': '*' })
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send()
  reply.type(type)
  if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(plain)
  return reply.header('content-encoding', 'gzip').send(zipped)
}

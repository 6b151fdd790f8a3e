import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { encodeReplay, PastExtentSchema, REPLAY_BLOCK_MS, REPLAY_CLOSED_MS } from '#contract/replay.ts'
import { seriesKey } from '#contract/series.ts'
import type { ApiParts } from './api-parts.ts'
import { type Answer, BlockShelf } from './block-shelf.ts'
import { runningHub } from './running-hub.ts'

const FOR_EVER = 'private, max-age=31536000, immutable'

const ParamsSchema = Type.Object(
  {
    epoch: Type.String({ maxLength: 64, description: 'Epoch of the record.' }),
    version: Type.String({ maxLength: 64, description: 'Version of the catalogue, as the caller sees it.' }),
    metric: Type.String({ maxLength: 80, description: 'Metric id.' }),
    from: Type.Integer({ minimum: 0, description: 'Start of the block, epoch ms: a multiple of 600000.' }),
  },
  { additionalProperties: false },
)

const QuerySchema = Type.Object(
  {
    asOf: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'A revision: the past as the record knew it then, corrections included. Without it, the past as it was told.',
      }),
    ),
  },
  { additionalProperties: false },
)

const ExtentQuerySchema = Type.Object(
  { at: Type.Optional(Type.Integer({ minimum: 0, description: 'A moment, epoch ms; now where it is not given.' })) },
  { additionalProperties: false },
)

/**
 * GET /api/replay: how far back the past goes, and what was known when. GET /api/replay/:epoch/:version/:metric/:from: ten minutes of a metric, told again. Whatever changes the answer stands in
 * its address, so a block that is over never changes, and caches keep it for good.
 */
export const replay: FastifyPluginAsyncTypebox<ApiParts> = async (app, parts) => {
  const shelf = new BlockShelf()
  app.get(
    '/api/replay',
    {
      config: { access: 'figures:read' },
      schema: {
        ...{ tags: ['figures'], operationId: 'readPastExtent', summary: 'How far back the past goes' },
        description: 'When the record began, the newest revision, and the one that was newest at a moment.',
        querystring: ExtentQuerySchema,
        response: { 200: PastExtentSchema },
      },
    },
    async ({ query: { at } }, reply) => {
      const hub = runningHub(parts)
      const now = parts.now()
      const revision = hub.revision()
      const knownThen = at === undefined || at >= now ? revision : await parts.revisionAt(at)
      reply.header('cache-control', 'no-store')
      return { epoch: hub.epoch, begunAt: (await parts.begunAt()) ?? null, now, revision, knownThen }
    },
  )
  app.get(
    '/api/replay/:epoch/:version/:metric/:from',
    {
      config: { access: 'figures:read' },
      schema: {
        ...{ tags: ['figures'], operationId: 'readReplay', summary: 'Ten minutes of a metric, told again' },
        description:
          'Binary, as `contract/replay.ts` says: every series of the metric as it stood at the start, then each change at its moment. A block that is over may be kept for ever.',
        params: ParamsSchema,
        querystring: QuerySchema,
      },
    },
    async ({ params, query, subject }, reply) => {
      const hub = runningHub(parts)
      const { catalogue, model } = parts.cityOf(subject)
      const { epoch, version, metric, from } = params
      if (epoch !== hub.epoch || version !== catalogue.version) throw new Refusal('replay/outdated')
      if (from % REPLAY_BLOCK_MS !== 0) throw new Refusal('request/invalid', `from=${from} is no multiple of ${REPLAY_BLOCK_MS}.`)
      if (!model.metrics.has(metric)) throw new Refusal('series/unknown-metric', `There is no metric "${metric}" in the catalogue.`)
      const { asOf } = query
      if (asOf !== undefined && asOf > hub.revision())
        throw new Refusal('series/as-of-invalid', `asOf=${asOf}: the newest revision is ${hub.revision()}.`)
      const end = from + REPLAY_BLOCK_MS
      const now = parts.now()
      if (from > now) throw new Refusal('series/time-invalid', 'The block lies in the future.')
      const make = async (): Promise<Answer> => {
        const request = { metric, from, to: Math.min(end, now), known: asOf ?? ('then' as const) }
        const frames = await parts.replay(request, model)
        const series = (frames[0]?.points ?? []).map((point) => seriesKey(point.metric, point.area, point.step))
        return { bytes: encodeReplay({ metric, from, to: request.to, series, frames }) }
      }
      const isOver = now >= end + REPLAY_CLOSED_MS
      const { bytes } = isOver ? await shelf.take(`${version}/${metric}/${from}/${asOf ?? 'then'}`, make) : await make()
      reply.header('cache-control', isOver ? FOR_EVER : 'no-store')
      reply.header('content-type', 'application/octet-stream')
      return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}

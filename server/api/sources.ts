import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ApiParts } from './api-parts.ts'

const SourcesSchema = Type.Object(
  {
    at: Type.Integer(),
    sources: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          disabled: Type.Boolean(),
          receivedAt: Type.Union([Type.Integer(), Type.Null()], {
            description: 'When its last request was answered, epoch ms; null if none since the server started.',
          }),
          accepted: Type.Integer(),
          duplicates: Type.Integer(),
          corrections: Type.Integer(),
          conflicts: Type.Integer(),
          rejected: Type.Integer(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, $id: 'sources-answer', description: 'Counts are of this run of the server.' },
)

/** GET /api/sources: who sends figures and how it goes. Names and counts only; a token is never shown anywhere. */
export const sources: FastifyPluginAsyncTypebox<ApiParts> = async (app, parts) => {
  app.get(
    '/api/sources',
    {
      config: { access: 'sources:read' },
      schema: { tags: ['operation'], operationId: 'listSources', summary: 'Who sends figures', response: { 200: SourcesSchema } },
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store')
      const known = await parts.sources()
      return { at: parts.now(), sources: known.map(({ name, disabled }) => ({ name, disabled, ...shownActivity(parts, name) })) }
    },
  )
}

function shownActivity({ activity }: ApiParts, name: string) {
  const { receivedAt = null, accepted = 0, duplicates = 0, corrections = 0, conflicts = 0, rejected = 0 } = activity.of(name) ?? {}
  return { receivedAt, accepted, duplicates, corrections, conflicts, rejected }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Blocks as BlocksAnswer, BlocksSchema } from '#contract/block.ts'
import { askingOf } from '../../act/asking-of.ts'
import { bodyValidator } from '../../identity/routes/body-validator.ts'
import type { Blocks } from './blocks.ts'

export interface BlockRoutesParts {
  readonly blocks: Blocks
  now(): number
}

/** GET /api/blocks, DELETE /api/blocks/:address: who is kept out, and letting somebody in again. */
export const blockRoutes: FastifyPluginAsyncTypebox<BlockRoutesParts> = async (app, { blocks, now }) => {
  app.setValidatorCompiler(bodyValidator)
  const tags = ['protection']
  app.get(
    '/api/blocks',
    {
      config: { access: 'blocks:manage' },
      schema: { tags, operationId: 'listBlocks', summary: 'Addresses that are kept out', response: { 200: BlocksSchema } },
    },
    async (_request, reply): Promise<BlocksAnswer> => {
      reply.header('cache-control', 'no-store')
      return { at: now(), blocks: [...(await blocks.list())], exempt: [...blocks.exempt] }
    },
  )
  app.delete(
    '/api/blocks/:address',
    {
      config: { access: 'blocks:manage' },
      schema: {
        tags,
        operationId: 'endBlock',
        summary: 'Let an address in again',
        params: Type.Object({ address: Type.String({ pattern: '^[0-9A-Fa-f.:/]{2,60}$' }) }, { additionalProperties: false }),
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
    },
    async (request, reply) => {
      await blocks.end(askingOf(request), request.params.address)
      return reply.code(204).send(null)
    },
  )
}

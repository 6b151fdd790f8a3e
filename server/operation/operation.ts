import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Operation, OperationSchema } from '#contract/operation.ts'
import { checksOf } from './checks.ts'
import type { OperationFacts } from './facts.ts'
import { watchLoop } from './loop-delay.ts'

export interface OperationParts {
  /** Everything but what this room measures itself. */
  facts(): Promise<Omit<OperationFacts, 'memoryBytes' | 'loopP99Ms'>>
}

/** GET /api/operation: how the running product is, for whoever looks after it; what is wrong comes first, in words. */
export const operation: FastifyPluginAsyncTypebox<OperationParts> = async (app, parts) => {
  const loop = watchLoop()
  app.addHook('onClose', async () => loop.stop())
  app.get(
    '/api/operation',
    {
      config: { access: 'operation:read' },
      schema: {
        tags: ['operation'],
        operationId: 'readOperation',
        summary: 'How the running product is; what is wrong comes first',
        response: { 200: OperationSchema },
      },
    },
    async (_request, reply): Promise<Operation> => {
      reply.header('cache-control', 'no-store')
      const facts = { ...(await parts.facts()), memoryBytes: process.memoryUsage.rss(), loopP99Ms: loop.p99Ms() }
      return { at: facts.now, startedAt: facts.startedAt, checks: [...checksOf(facts)] }
    },
  )
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Posture, PostureSchema } from '#contract/posture.ts'
import { type Gathering, gatherFacts } from './gather-facts.ts'
import { postureOf } from './posture.ts'

/** GET /api/posture: the checklist with what shows each control now, for the security administrator. */
export const postureRoutes: FastifyPluginAsyncTypebox<Gathering> = async (app, parts) => {
  app.get(
    '/api/posture',
    {
      config: { access: 'posture:read' },
      schema: {
        tags: ['protection'],
        operationId: 'readPosture',
        summary: 'How each control stands, by what the product sees of itself',
        response: { 200: PostureSchema },
      },
    },
    async (_request, reply): Promise<Posture> => {
      reply.header('cache-control', 'no-store')
      return postureOf(await gatherFacts(parts))
    },
  )
}

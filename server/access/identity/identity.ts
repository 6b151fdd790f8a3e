import type { FastifyInstance } from 'fastify'
import { bodyValidator } from './body-validator.ts'
import type { IdentityParts } from './identity-parts.ts'
import { entering } from './routes/entering.ts'

/**
 * Accounts, sign-in and sessions over HTTP. What is asked is validated as it is; answers are made by our own code and held
 * against their schemas by tests. Nothing answered here is kept by any cache.
 */
export async function identity(app: FastifyInstance, parts: IdentityParts): Promise<void> {
  app.setValidatorCompiler(bodyValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  for (const routes of [entering]) await app.register(routes, parts)
}

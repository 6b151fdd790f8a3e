import type { FastifyInstance } from 'fastify'
import type { IdentityParts } from './identity-parts.ts'
import { accounts } from './routes/accounts.ts'
import { bodyValidator } from './routes/body-validator.ts'
import { entering } from './routes/entering.ts'
import { joining } from './routes/joining.ts'
import { own } from './routes/own.ts'

/**
 * How everything that concerns persons is asked and answered in a context: what is asked is validated as it is; answers are
 * made by our own code and held against their schemas by tests; nothing answered is kept by any cache.
 */
export function answerPeople(app: FastifyInstance): void {
  app.setValidatorCompiler(bodyValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  // A form of another site can send text, never JSON.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
}

/** Accounts, sign-in and sessions over HTTP. */
export async function identity(app: FastifyInstance, parts: IdentityParts): Promise<void> {
  answerPeople(app)
  for (const routes of [entering, own, joining, accounts]) await app.register(routes, parts)
}

import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { cookieName } from './cookies.ts'
import { identity } from './identity/identity.ts'
import type { IdentityParts } from './identity/identity-parts.ts'
import { resolveSession } from './identity/session.ts'
import { type Subject, VISITOR } from './policy/subject.ts'

/** Who is there and what they may: registers the rooms of access on the server. */
export const access = fp(
  async (app: FastifyInstance, parts: IdentityParts) => {
    if (!app.hasRequestDecorator('subject')) {
      await app.register(cookie)
      const subjects = new WeakMap<FastifyRequest, Subject>()
      app.decorateRequest('subject', {
        getter(this: FastifyRequest) {
          return subjects.get(this) ?? VISITOR
        },
      })
      app.addHook('onRequest', async (request) => {
        const person = await resolveSession(parts.database, request.cookies[cookieName('session', parts.isSecure)], parts)
        if (person) subjects.set(request, person)
      })
    }
    await app.register(identity, parts)
  },
  { name: 'access' },
)

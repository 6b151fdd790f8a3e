import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { cookieName } from './cookies.ts'
import { federationRoutes } from './federation/routes.ts'
import { answerPeople, identity } from './identity/identity.ts'
import { resolveSession } from './identity/session.ts'
import type { Access } from './open-access.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { type Subject, VISITOR } from './policy/subject.ts'

/** Who is there and what they may: registers the rooms of access on the server. */
export const access = fp(
  async (app: FastifyInstance, { identity: parts, party, provider }: Pick<Access, 'identity' | 'party' | 'provider'>) => {
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
    await app.register(async (ways) => {
      answerPeople(ways)
      if (party) await ways.register(passkeyRoutes, { ...parts, party })
      if (provider) await ways.register(federationRoutes, { ...parts, provider })
    })
  },
  { name: 'access' },
)

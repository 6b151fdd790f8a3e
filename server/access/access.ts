import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { federationRoutes } from './federation/routes.ts'
import { isSafeMethod } from './guard/same-origin.ts'
import { answerPeople, identity } from './identity/identity.ts'
import { noteUse } from './identity/sessions/session.ts'
import type { Access } from './open-access.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { plate } from './plate.ts'

/** Who is there and what they may: registers the rooms of access on the server, behind the guard. */
export const access = fp(
  async (app: FastifyInstance, { identity: parts, party, provider }: Pick<Access, 'identity' | 'party' | 'provider'>) => {
    // Reading goes on by itself on a page that nobody sits before; what changes something is somebody's doing.
    app.addHook('preHandler', async ({ method, subject }) => {
      if (subject.kind === 'person' && !isSafeMethod(method)) await noteUse(parts.database, subject.session, parts.now())
    })
    await app.register(plate, parts)
    await app.register(identity, parts)
    await app.register(async (ways) => {
      answerPeople(ways)
      if (party) await ways.register(passkeyRoutes, { ...parts, party })
      if (provider) await ways.register(federationRoutes, { ...parts, provider })
    })
  },
  { name: 'access', dependencies: ['guard'] },
)

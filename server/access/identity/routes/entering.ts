import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Me, MeSchema, RoleSchema } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import { askingOf } from '../../act/asking-of.ts'
import { execute } from '../../act/execute.ts'
import { FORGET_ALL } from '../../clear-site-data.ts'
import { cookieName, cookieOptions } from '../../cookies.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { toMe } from '../me.ts'
import { readSession, subjectOf } from '../sessions/session.ts'
import { signIn } from '../sessions/sign-in.ts'
import { signOut } from '../sessions/sign-out.ts'
import { isAskedHere, TRIAL_ROLES } from '../trial/trial.ts'
import { remitToTry, tryRole } from '../trial/try-role.ts'
import { BODY_LIMIT, Fields, NothingSchema, PasswordField, TextField } from './fields.ts'

/** What `toMe` needs of a request: who asks, and which ways in there are for whoever asks like this. */
export async function meOf(parts: IdentityParts, request: FastifyRequest, token = sessionToken(parts, request)): Promise<Me> {
  const state = token === undefined ? undefined : await readSession(parts.database, token, parts)
  const subject = state ? subjectOf(state) : request.subject
  return toMe(subject, state, waysOf(parts, request))
}

function waysOf({ isTrial, isNew, moreWays }: IdentityParts, { headers }: FastifyRequest): Me['ways'] {
  return {
    trial: isTrial && isAskedHere(headers) ? [...TRIAL_ROLES] : [],
    passkey: moreWays.passkeyHost !== undefined && moreWays.passkeyHost === hostname(headers.host),
    isNew: isNew(),
    ...(moreWays.provider && { provider: moreWays.provider }),
  }
}

/** The host of a Host header, without its port. */
function hostname(host: string | undefined): string | undefined {
  return host?.replace(/:\d+$/, '').toLowerCase()
}

/** The token a browser bears for a person, whatever it is worth. */
export function sessionToken(parts: IdentityParts, request: FastifyRequest): string | undefined {
  return request.cookies[cookieName('session', parts)]
}

/** Hands a browser the token of a session just opened, and answers who it is from now on. */
export async function enter(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply, token: string): Promise<Me> {
  reply.setCookie(cookieName('session', parts), token, cookieOptions(parts.isSecure))
  return meOf(parts, request, token)
}

/** Who am I, and ways in and out: GET /api/access/me, POST trial, sign-in, sign-out. */
export const entering: FastifyPluginAsyncTypebox<IdentityParts> = async (app, parts) => {
  const tags = ['access']

  app.get(
    '/api/access/me',
    {
      config: { access: 'anyone' },
      schema: { tags, summary: 'Who the caller is, and which ways in there are', response: { 200: MeSchema } },
    },
    (request) => meOf(parts, request),
  )

  app.post(
    '/api/access/trial',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Try a role, in the simulated city only',
        body: Fields({ role: RoleSchema }),
        response: { 200: MeSchema },
      },
    },
    async (request, reply) => {
      if (!parts.isTrial || !isAskedHere(request.headers)) throw new Refusal('access/no-trial')
      const { role } = request.body
      const asking = askingOf(request)
      const token = await execute(parts, asking, tryRole, { role, remit: remitToTry(role, parts.catalogue), asking })
      return enter(parts, request, reply, token)
    },
  )

  app.post(
    '/api/access/sign-in',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Sign in with name and password',
        body: Fields({ name: TextField(200), password: PasswordField }),
        response: { 200: MeSchema },
      },
    },
    async (request, reply) => enter(parts, request, reply, await signIn(parts, askingOf(request), request.body)),
  )

  app.post(
    '/api/access/sign-out',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: { tags, summary: 'Sign out', response: { 204: NothingSchema } },
    },
    async (request, reply) => {
      if (request.subject.kind === 'person') await execute(parts, askingOf(request), signOut, undefined)
      reply.clearCookie(cookieName('session', parts), cookieOptions(parts.isSecure))
      return reply.header('clear-site-data', FORGET_ALL).code(204).send(null)
    },
  )
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { askingOf } from '../act/asking-of.ts'
import { execute } from '../act/execute.ts'
import { FORGET_ALL } from '../clear-site-data.ts'
import { cookieName, cookieOptions } from '../cookies.ts'
import type { IdentityParts } from '../identity/identity-parts.ts'
import { enter } from '../identity/routes/entering.ts'
import { BODY_LIMIT, Fields, IdField, NothingSchema, TextField } from '../identity/routes/fields.ts'
import { newToken } from '../identity/sessions/session-token.ts'
import { signOut } from '../identity/sessions/sign-out.ts'
import { endByProvider } from './end-by-provider.ts'
import { HANDSHAKE_LIFE_MS, keepHandshake, pathWithin, takeHandshake } from './handshake.ts'
import { nameAtProvider } from './name-at-provider.ts'
import { isOpenedByProvider, openByProvider } from './open-by-provider.ts'
import type { Provider } from './provider.ts'

export interface FederationRouteParts extends IdentityParts {
  readonly provider: Provider
}

/** Where a person ends up whom the provider could not bring in; the page says why in their language. */
const refusedPage = (code: string) => `/sign-in?refused=${encodeURIComponent(code)}`

/** A logout token and nothing else, as a form (OpenID Connect Back-Channel Logout 1.0, 2.5). */
const FORM = 'application/x-www-form-urlencoded'

/** /api/access/provider/**: sign-in and sign-out by an OpenID Connect provider. */
export const federationRoutes: FastifyPluginAsyncTypebox<FederationRouteParts> = async (app, parts) => {
  const { provider, database, now, random, isSecure } = parts
  const tags = ['access']
  const cookie = cookieName('handshake', parts)
  // Lax, unlike every other: it has to come back with the browser from the provider's page, by GET alone.
  const cookieSettings = { ...cookieOptions(isSecure), sameSite: 'lax' as const, maxAge: HANDSHAKE_LIFE_MS / 1000 }

  app.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  app.get(
    '/api/access/provider',
    {
      config: { access: 'anyone' },
      schema: {
        tags,
        summary: 'Go and sign in at the provider',
        querystring: Fields({ to: Type.Optional(Type.String({ maxLength: 400 })) }),
      },
    },
    async (request, reply) => {
      const { to } = request.query as { to?: string }
      try {
        const { address, handshake } = await provider.begin()
        const secret = newToken(random)
        await keepHandshake(database, secret, { ...handshake, backTo: pathWithin(to) }, now())
        return reply.setCookie(cookie, secret, cookieSettings).redirect(address, 303)
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault
        return reply.redirect(refusedPage(fault.code), 303)
      }
    },
  )

  app.get(
    '/api/access/provider/callback',
    { config: { access: 'anyone' }, schema: { tags, summary: 'Where the provider sends people back to' } },
    async (request, reply) => {
      const secret = request.cookies[cookie]
      reply.clearCookie(cookie, cookieSettings)
      try {
        const handshake = secret === undefined ? undefined : await takeHandshake(database, secret, now())
        if (!handshake) throw new Refusal('access/provider-refused')
        const identity = await provider.finish(handshake, new URL(request.url, parts.publicUrl))
        const asking = askingOf(request)
        await enter(parts, request, reply, await execute(parts, asking, openByProvider, { identity, asking }))
        return reply.redirect(handshake.backTo, 303)
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault
        return reply.redirect(refusedPage(fault.code), 303)
      }
    },
  )

  app.post(
    '/api/access/provider/logout',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'The provider tells that somebody signed out there',
        consumes: [FORM],
        body: Type.Object({ logout_token: Type.String({ maxLength: 8_192 }) }),
        response: { 200: NothingSchema },
      },
    },
    async (request, reply) => {
      const logout = await provider.readLogout(request.body.logout_token)
      await execute(parts, { ...askingOf(request), actor: { kind: 'nobody', name: 'provider' } }, endByProvider, logout)
      return reply.code(200).send(null)
    },
  )

  app.post(
    '/api/access/provider/sign-out',
    {
      config: { access: 'self:manage' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Sign out here, and learn where to sign out of the provider, where it opened the session',
        response: { 200: Type.Object({ address: Type.Union([Type.String(), Type.Null()]) }) },
      },
    },
    async (request, reply) => {
      const isByProvider = await isOpenedByProvider(database, request.subject)
      await execute(parts, askingOf(request), signOut, undefined)
      reply.clearCookie(cookieName('session', parts), cookieOptions(isSecure)).header('clear-site-data', FORGET_ALL)
      if (!isByProvider) return { address: null }
      // Who cannot be told where to sign out of a provider that is away has still signed out here.
      const address = await provider.logoutAddress(`${parts.publicUrl}/sign-in`).catch(() => undefined)
      return { address: address ?? null }
    },
  )

  app.put(
    '/api/accounts/:account/provider',
    {
      config: { access: 'accounts:manage' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags: ['accounts'],
        summary: 'Say whom the provider will mean by an account',
        params: Fields({ account: IdField }),
        body: Fields({ claim: Type.Union([TextField(200), Type.Null()]) }),
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params as { account: string }
      await execute(parts, askingOf(request), nameAtProvider, { account, claim: request.body.claim })
      return reply.code(204).send(null)
    },
  )
}

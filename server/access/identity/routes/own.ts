import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { MeSchema } from '#contract/access.ts'
import { FactorSchema, ListedSessionSchema, NewTotpSchema } from '#contract/account.ts'
import { askingOf } from '../../act/asking-of.ts'
import { execute } from '../../act/execute.ts'
import { provenPerson } from '../accounts/own-account.ts'
import { addTotp } from '../factors/add-totp.ts'
import { factorsOf } from '../factors/factor.ts'
import { confirmFactor, giveFactor } from '../factors/give-factor.ts'
import { removeFactor } from '../factors/remove-factor.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { changePassword } from '../passwords/change-password.ts'
import { chooseRemit } from '../remits/choose-remit.ts'
import { endOwnSession } from '../sessions/end-own-session.ts'
import { listSessions } from '../sessions/list-sessions.ts'
import { enter } from './entering.ts'
import { BODY_LIMIT, CodeField, Fields, IdField, NothingSchema, PasswordField, TextField } from './fields.ts'

/** What a person does with their own account. */
export const own: FastifyPluginAsyncTypebox<IdentityParts> = async (app, parts) => {
  const own = { config: { access: 'self:manage' }, bodyLimit: BODY_LIMIT } as const
  const tags = ['access']
  const me = { 200: MeSchema }

  app.post(
    '/api/access/presence',
    { ...own, schema: { tags, summary: 'Say that somebody is there: the session is not idle', response: { 204: NothingSchema } } },
    async (_request, reply) => reply.code(204).send(null),
  )

  app.post(
    '/api/access/factor',
    { ...own, schema: { tags, summary: 'Give a one-time code as second factor', body: Fields({ code: CodeField }), response: me } },
    async (request, reply) => enter(parts, request, reply, await giveFactor(parts, askingOf(request), request.body.code)),
  )

  app.post(
    '/api/access/remit',
    { ...own, schema: { tags, summary: 'Act in another remit', body: Fields({ remit: IdField }), response: me } },
    async (request, reply) => {
      const choice = { remit: request.body.remit, hasArea: parts.hasArea }
      return enter(parts, request, reply, await execute(parts, askingOf(request), chooseRemit, choice))
    },
  )

  app.post(
    '/api/access/password',
    {
      ...own,
      schema: { tags, summary: 'Change the password', body: Fields({ current: PasswordField, next: PasswordField }), response: me },
    },
    async (request, reply) => enter(parts, request, reply, await changePassword(parts, askingOf(request), request.body)),
  )

  app.post(
    '/api/access/totp',
    {
      ...own,
      schema: {
        tags,
        summary: 'Begin a factor of one-time codes',
        body: Fields({ name: TextField(40) }),
        response: { 200: NewTotpSchema },
      },
    },
    (request) => execute(parts, askingOf(request), addTotp, { name: request.body.name, vault: parts.vault }),
  )

  app.post(
    '/api/access/totp/:id/confirm',
    {
      ...own,
      schema: {
        tags,
        summary: 'Confirm it by its first code',
        params: Fields({ id: IdField }),
        body: Fields({ code: CodeField }),
        response: me,
      },
    },
    async (request, reply) =>
      enter(parts, request, reply, await confirmFactor(parts, askingOf(request), request.params.id, request.body.code)),
  )

  app.get(
    '/api/access/factors',
    { ...own, schema: { tags, summary: 'Own second factors', response: { 200: Fields({ factors: Type.Array(FactorSchema) }) } } },
    async (request) => ({ factors: await factorsOf(parts.database, provenPerson(request.subject).account.id) }),
  )

  app.delete(
    '/api/access/factors/:id',
    {
      ...own,
      schema: { tags, summary: 'Remove a second factor', params: Fields({ id: IdField }), response: { 204: NothingSchema } },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), removeFactor, { factor: request.params.id })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/access/sessions',
    {
      ...own,
      schema: {
        tags,
        summary: 'Own sessions; current is the id of this one',
        response: { 200: Fields({ current: Type.String(), sessions: Type.Array(ListedSessionSchema) }) },
      },
    },
    async (request) => {
      const { account, session } = provenPerson(request.subject)
      return { current: session, sessions: await listSessions(parts.database, account.id, parts.now()) }
    },
  )

  app.delete(
    '/api/access/sessions/:id',
    {
      ...own,
      schema: { tags, summary: 'End a session of one’s own', params: Fields({ id: IdField }), response: { 204: NothingSchema } },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), endOwnSession, { session: request.params.id })
      return reply.code(204).send(null)
    },
  )
}

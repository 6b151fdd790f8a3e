import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { askingOf } from '../../act/asking-of.ts'
import { ADMINISTRATORS } from '../accounts/newness.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { acceptInvitation, invitedAccount } from '../invitations/accept-invitation.ts'
import { findInvitation, INVITATION_PURPOSES } from '../invitations/invitation.ts'
import { setUp } from '../invitations/set-up.ts'
import { BODY_LIMIT, Fields, NothingSchema, PasswordField, TextField, TokenField } from './fields.ts'

const AdministratorSchema = Fields({
  role: Type.Enum([...ADMINISTRATORS]),
  name: TextField(80),
  shown: TextField(80),
  password: PasswordField,
})

/** One-time links: the token of a link comes in a body, never in an address. */
export const joining: FastifyPluginAsyncTypebox<IdentityParts> = async (app, parts) => {
  const anyone = { config: { access: 'anyone' }, bodyLimit: BODY_LIMIT } as const
  const tags = ['access']

  app.post(
    '/api/access/invitation',
    {
      ...anyone,
      schema: {
        tags,
        summary: 'What a one-time link is for',
        body: Fields({ token: TokenField }),
        response: { 200: Fields({ purpose: Type.Enum(INVITATION_PURPOSES), name: Type.Optional(Type.String()) }) },
      },
    },
    async ({ body: { token } }) => {
      const invitation = await findInvitation(parts.database, token, parts.now())
      if (invitation?.purpose === 'first-administrators') return { purpose: invitation.purpose }
      const account = await invitedAccount(parts, token)
      if (!invitation || !account) throw new Refusal('access/link-over')
      return { purpose: invitation.purpose, name: account.name }
    },
  )

  app.post(
    '/api/access/invitation/accept',
    {
      ...anyone,
      schema: {
        tags,
        summary: 'Choose a password by a one-time link',
        body: Fields({ token: TokenField, password: PasswordField }),
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      await acceptInvitation(parts, askingOf(request), request.body)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/access/setup',
    {
      ...anyone,
      schema: {
        tags,
        summary: 'Make the first three administrators',
        body: Fields({ token: TokenField, administrators: Type.Array(AdministratorSchema, { minItems: 3, maxItems: 3 }) }),
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      await setUp(parts, askingOf(request), request.body)
      return reply.code(204).send(null)
    },
  )
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { Type } from 'typebox'
import { MeSchema } from '#contract/access.ts'
import { askingOf } from '../act/asking-of.ts'
import { execute } from '../act/execute.ts'
import type { IdentityParts } from '../identity/identity-parts.ts'
import { enter } from '../identity/routes/entering.ts'
import { BODY_LIMIT, Fields, TextField } from '../identity/routes/fields.ts'
import { answerPasskey, askPasskey } from './answer-passkey.ts'
import { offerPasskey, registerPasskey } from './register-passkey.ts'
import type { RelyingParty } from './relying-party.ts'

/** What a browser says of a credential, as WebAuthn Level 3 writes it in JSON; what is in it, the library checks. */
const CredentialField = Type.Object(
  {
    id: Type.String({ maxLength: 1400 }),
    rawId: Type.String({ maxLength: 1400 }),
    type: Type.Literal('public-key'),
    authenticatorAttachment: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
    clientExtensionResults: Type.Record(Type.String(), Type.Unknown()),
    response: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()),
  },
  { additionalProperties: false },
)

/** Options for `navigator.credentials`, handed on to the browser as they are. */
const OptionsSchema = Type.Record(Type.String(), Type.Unknown(), { description: 'Options of WebAuthn Level 3, in its JSON form.' })

export interface PasskeyRouteParts extends IdentityParts {
  readonly party: RelyingParty
}

/** POST /api/access/passkeys/**: making a passkey, and proving by one who is there. */
export const passkeyRoutes: FastifyPluginAsyncTypebox<PasskeyRouteParts> = async (app, parts) => {
  const { party } = parts
  const tags = ['access']

  app.post(
    '/api/access/passkeys/options',
    {
      config: { access: 'self:manage' },
      bodyLimit: BODY_LIMIT,
      schema: { tags, summary: 'What a browser needs to make a passkey', response: { 200: OptionsSchema } },
    },
    (request) => offerPasskey(parts, party, request.subject) as Promise<never>,
  )

  app.post(
    '/api/access/passkeys',
    {
      config: { access: 'self:manage' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Make a passkey a factor of the own account',
        body: Fields({ name: TextField(60), response: CredentialField }),
        response: { 200: MeSchema },
      },
    },
    async (request, reply) => {
      const { name, response } = request.body
      const input = { party, name, response: response as unknown as RegistrationResponseJSON }
      return enter(parts, request, reply, await execute(parts, askingOf(request), registerPasskey, input))
    },
  )

  app.post(
    '/api/access/passkeys/challenge',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: { tags, summary: 'What a browser needs to ask a passkey who is there', response: { 200: OptionsSchema } },
    },
    (request) => askPasskey(parts, party, request.subject) as Promise<never>,
  )

  app.post(
    '/api/access/passkeys/answer',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Sign in by a passkey, or give it as second factor',
        body: Fields({ response: CredentialField }),
        response: { 200: MeSchema },
      },
    },
    async (request, reply) => {
      const asking = askingOf(request)
      const input = { party, response: request.body.response as unknown as AuthenticationResponseJSON, asking }
      return enter(parts, request, reply, await execute(parts, asking, answerPasskey, input))
    },
  )
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Action, RemitSchema } from '#contract/access.ts'
import { ListedAccountSchema, ListedSessionSchema } from '#contract/account.ts'
import { askingOf } from '../../act/asking-of.ts'
import { execute } from '../../act/execute.ts'
import { isBoundToTrial } from '../accounts/account-in-sight.ts'
import { disableAccount } from '../accounts/disable-account.ts'
import { enableAccount } from '../accounts/enable-account.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { makeAccount } from '../accounts/make-account.ts'
import { unlockAccount } from '../accounts/unlock-account.ts'
import { unmaskPhone } from '../accounts/unmask-phone.ts'
import { forgetFactors } from '../factors/forget-factors.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { linkOf } from '../invitations/invitation.ts'
import { inviteAccount } from '../invitations/invite-account.ts'
import { grantRemit } from '../remits/grant-remit.ts'
import { revokeRemit } from '../remits/revoke-remit.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import { sessionsInSight } from '../sessions/sessions-in-sight.ts'
import { BODY_LIMIT, Fields, IdField, NothingSchema, TextField } from './fields.ts'

const LinkSchema = Type.String({ description: 'One-time link for the owner of the account, shown once.' })
const NewRemitSchema = Fields({
  role: RemitSchema.properties.role,
  area: IdField,
  domains: RemitSchema.properties.domains,
})

/** Accounts, as the administrators see and change them. */
export const accounts: FastifyPluginAsyncTypebox<IdentityParts> = async (app, parts) => {
  const by = <Needed extends Action>(access: Needed) => ({ config: { access }, bodyLimit: BODY_LIMIT })
  const tags = ['accounts']
  const params = Fields({ id: IdField })
  const done = { 204: NothingSchema }

  app.get(
    '/api/accounts',
    {
      ...by('accounts:read'),
      schema: { tags, summary: 'Accounts', response: { 200: Fields({ accounts: Type.Array(ListedAccountSchema) }) } },
    },
    async ({ subject }) => ({
      accounts: await listAccounts(parts, await isBoundToTrial(parts.database, subject)),
    }),
  )

  app.post(
    '/api/accounts',
    {
      ...by('accounts:manage'),
      schema: {
        tags,
        summary: 'Make an account and a link for its owner',
        body: Fields({ name: TextField(80), shown: TextField(80), phone: Type.Optional(TextField(40)) }),
        response: { 200: Fields({ account: Type.String(), link: LinkSchema }) },
      },
    },
    async (request) => {
      const { account, token } = await execute(parts, askingOf(request), makeAccount, { ...request.body, vault: parts.vault })
      return { account, link: linkOf(parts.publicUrl, 'join', token) }
    },
  )

  app.post(
    '/api/accounts/:id/invite',
    {
      ...by('accounts:manage'),
      schema: { tags, summary: 'Make a new link for its owner', params, response: { 200: Fields({ link: LinkSchema }) } },
    },
    async (request) => {
      const { purpose, token } = await execute(parts, askingOf(request), inviteAccount, { account: request.params.id })
      return { link: linkOf(parts.publicUrl, purpose, token) }
    },
  )

  app.post(
    '/api/accounts/:id/disable',
    {
      ...by('accounts:manage'),
      schema: { tags, summary: 'Shut an account out at once', params, body: Fields({ reason: TextField(200) }), response: done },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), disableAccount, { account: request.params.id, ...request.body })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/accounts/:id/enable',
    { ...by('accounts:manage'), schema: { tags, summary: 'Let an account in again', params, response: done } },
    async (request, reply) => {
      await execute(parts, askingOf(request), enableAccount, { account: request.params.id })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/accounts/:id/unlock',
    { ...by('accounts:manage'), schema: { tags, summary: 'Let a locked account be tried again at once', params, response: done } },
    async (request, reply) => {
      await execute(parts, askingOf(request), unlockAccount, { account: request.params.id })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/accounts/:id/sessions',
    {
      ...by('sessions:end'),
      schema: { tags, summary: 'Its sessions', params, response: { 200: Fields({ sessions: Type.Array(ListedSessionSchema) }) } },
    },
    async ({ params: { id }, subject }) => ({ sessions: await sessionsInSight(parts, subject, id) }),
  )

  app.delete(
    '/api/accounts/:id/sessions',
    { ...by('sessions:end'), schema: { tags, summary: 'End all its sessions', params, response: done } },
    async (request, reply) => {
      await execute(parts, askingOf(request), endAccountSessions, { account: request.params.id })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/accounts/:id/factors',
    {
      ...by('remits:grant'),
      schema: { tags, summary: 'Take its second factors off, when they were lost', params, response: done },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), forgetFactors, { account: request.params.id })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/accounts/:id/remits',
    {
      ...by('remits:grant'),
      schema: { tags, summary: 'Grant a remit', params, body: NewRemitSchema, response: { 200: RemitSchema } },
    },
    (request) =>
      execute(parts, askingOf(request), grantRemit, { account: request.params.id, ...request.body, catalogue: parts.catalogue }),
  )

  app.delete(
    '/api/accounts/:id/remits/:remit',
    {
      ...by('remits:grant'),
      schema: { tags, summary: 'Revoke a remit', params: Fields({ id: IdField, remit: IdField }), response: done },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), revokeRemit, { account: request.params.id, remit: request.params.remit })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/accounts/:id/unmask',
    {
      ...by('personal:unmask'),
      schema: {
        tags,
        summary: 'Read its phone number, for a purpose that is written down',
        params,
        body: Fields({ purpose: TextField(200, 4) }),
        response: { 200: Fields({ phone: Type.Union([Type.String(), Type.Null()]) }) },
      },
    },
    (request) =>
      execute(parts, askingOf(request), unmaskPhone, { account: request.params.id, ...request.body, vault: parts.vault }),
  )
}

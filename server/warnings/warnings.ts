import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CommandAnswerSchema } from '#contract/command.ts'
import { Refusal } from '#contract/errors.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import {
  CancelWarningSchema,
  IssueWarningSchema,
  PreviewWarningSchema,
  UpdateWarningSchema,
  type Warning,
  WarningPlanSchema,
  type WarningPreview,
  WarningPreviewSchema,
} from '#contract/warning.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { bodyValidator } from '../access/identity/routes/body-validator.ts'
import { findMatter } from '../matters/matter-store.ts'
import { runCommand } from '../matters/run-command.ts'
import { cancelWarning } from './cancel-warning.ts'
import { writeCap } from './cap/write-cap.ts'
import { composeWarning } from './compose-warning.ts'
import { issueWarning } from './issue-warning.ts'
import { composingOf, demandAreas, type IssuingParts, markOf } from './issuing.ts'
import { updateWarning } from './update-warning.ts'

/** Two thousand characters of Chinese, twice over, in two languages, and the codes of every area. */
const BODY_LIMIT = 64 * 1024

/** What people do with warnings: reading the plan, seeing what would go out, issuing, updating and cancelling. */
export const warnings: FastifyPluginAsyncTypebox<ExecuteParts & IssuingParts> = async (app, parts) => {
  const tags = ['warnings']
  const config = { access: 'warnings:issue' } as const
  const OneParams = Type.Object({ id: MatterIdSchema }, { additionalProperties: false })
  const [issue, update, cancel] = [issueWarning(parts), updateWarning(parts), cancelWarning(parts)]
  app.setValidatorCompiler(bodyValidator)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/api/warnings/plan',
    {
      config,
      schema: {
        ...{ tags, operationId: 'readWarningPlan', summary: 'In whose name the city warns, and of what' },
        response: { 200: WarningPlanSchema },
      },
    },
    async () => composingOf(parts).plan,
  )

  app.post(
    '/api/warnings/preview',
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'previewWarning', summary: 'What would go out for a draft' },
        description: 'Changes nothing. The identifier and the time of the message that goes out in the end are others.',
        body: PreviewWarningSchema,
        response: { 200: WarningPreviewSchema },
      },
    },
    async ({ body: { draft, updates }, subject }): Promise<WarningPreview> => {
      const composing = composingOf(parts)
      const before = updates === undefined ? undefined : await findMatter(parts.database, 'warning', updates)
      if (updates !== undefined && !before) throw new Refusal('matter/unknown')
      demandAreas(subject, before ? (before as Warning).state.areas : [], composing.tree)
      const message = composeWarning(draft, composing, {
        ...{ now: parts.now(), mark: markOf(parts.random) },
        ...(before && { before: (before as Warning).state }),
      })
      demandAreas(subject, draft.areas, composing.tree)
      return { message, cap: writeCap(message) }
    },
  )

  app.post(
    '/api/warnings',
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'issueWarning', summary: 'Warn in the city’s name' },
        body: IssueWarningSchema,
        response: { 200: CommandAnswerSchema },
      },
    },
    async (request) => runCommand(parts, request, issue, request.body, { draft: request.body.draft }),
  )

  app.post(
    '/api/warnings/:id/update',
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'updateWarning', summary: 'Say a warning anew' },
        params: OneParams,
        body: UpdateWarningSchema,
        response: { 200: CommandAnswerSchema },
      },
    },
    async (request) => {
      const { draft, version } = request.body
      return runCommand(parts, request, update, request.body, { ...request.params, version, draft })
    },
  )

  app.post(
    '/api/warnings/:id/cancel',
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'cancelWarning', summary: 'End a warning before its time' },
        params: OneParams,
        body: CancelWarningSchema,
        response: { 200: CommandAnswerSchema },
      },
    },
    async (request) => {
      const { reason, version } = request.body
      return runCommand(parts, request, cancel, request.body, { ...request.params, version, reason })
    },
  )
}

import type { FastifyPluginAsync } from 'fastify'
import type { TSchema } from 'typebox'
import { PlansAnswerSchema } from '#contract/plan.ts'
import { AcceptStepSchema, ApplyPlanSchema, DismissStepSchema, EndPlanSchema, ProposeStepSchema } from '#contract/plan-commands.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { bodyValidator } from '../access/identity/routes/body-validator.ts'
import { commandRoute, type InputOf } from '../incidents/command-route.ts'
import type { Verb } from '../matters/run-command.ts'
import { acceptStep } from './accept-step.ts'
import { applyPlan } from './apply-plan.ts'
import { dismissStep } from './dismiss-step.ts'
import { endPlan } from './end-plan.ts'
import type { PlanParts } from './plan-parts.ts'
import { proposeStep } from './propose-step.ts'

export interface PlansParts extends ExecuteParts, PlanParts {}

/** Plans 预案: what the city has, and what people do with one: POST /api/incidents/:id/plans and below, GET /api/command/plans. */
export const plans: FastifyPluginAsync<PlansParts> = async (app, parts) => {
  const tag = 'plans'
  app.setValidatorCompiler(bodyValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  const to = <Body extends TSchema>(
    path: string,
    [operationId, summary]: readonly [string, string],
    body: Body,
    verb: Verb<InputOf<Body> & { readonly id: string }>,
  ) =>
    commandRoute(app, parts, {
      ...{ path: `/api/incidents/:id/plans${path}`, operationId, summary, tag, body },
      verb: verb as Verb<InputOf<Body> | (InputOf<Body> & { readonly id: string })>,
    })

  to(
    '',
    ['applyPlan', 'Apply a plan: start the response, and have its steps propose themselves'],
    ApplyPlanSchema,
    applyPlan(parts),
  )
  to('/accept', ['acceptStep', 'Accept a proposed step: issue its orders'], AcceptStepSchema, acceptStep(parts))
  to('/dismiss', ['dismissStep', 'Dismiss a proposed step, with a reason'], DismissStepSchema, dismissStep(parts))
  to('/propose', ['proposeStep', 'Bring up a step before its condition holds'], ProposeStepSchema, proposeStep(parts))
  to('/end', ['endPlan', 'End a plan: its steps propose themselves no more'], EndPlanSchema, endPlan(parts))

  app.get(
    '/api/command/plans',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags: [tag], operationId: 'listPlans', summary: 'The plans of the city' },
        response: { 200: PlansAnswerSchema },
      },
    },
    async () => ({ plans: parts.plans }),
  )
}

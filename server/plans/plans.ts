import type { FastifyPluginAsync } from 'fastify'
import { PlansAnswerSchema } from '#contract/plan.ts'
import { AcceptStepSchema, ApplyPlanSchema, DismissStepSchema, EndPlanSchema, ProposeStepSchema } from '#contract/plan-commands.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { commandRoutes } from '../matters/command-routes.ts'
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
  const to = commandRoutes(app, parts, { at: '/api/incidents/:id/plans', tag })

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

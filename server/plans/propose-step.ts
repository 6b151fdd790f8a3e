import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { ProposeStepSchema } from '#contract/plan-commands.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { personOf } from '../incidents/person-of.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { happeningsOf } from './plan-happening.ts'
import { appliedTo, type PlanParts, planOf, type ToPlan, takeIncidentFor } from './plan-parts.ts'
import { isProposing, proposed } from './proposals.ts'

/**
 * A person brings up a step of the plan before its condition holds, of another level, or after it was dismissed. It is still only
 * proposed: whoever approves it decides. Throws Refusal `plan/unknown`, `plan/not-applied`, `plan/step-decided` for one that is
 * proposed or accepted already.
 */
export function proposeStep(parts: PlanParts): Verb<ToPlan & Pick<Static<typeof ProposeStepSchema>, 'step' | 'reason'>> {
  return defineVerb({
    type: 'incident.propose-step',
    needs: 'orders:issue',
    run: async (context, input) => {
      const { desk, actor, now } = context
      const plan = planOf(parts, input.plan)
      const step = plan.steps.find(({ id }) => id === input.step)
      if (!step) throw new Refusal('plan/unknown', `The plan has no step "${input.step}".`)
      const incident = await takeIncidentFor(input, context, parts)
      const applied = appliedTo(incident, input.plan)
      if (!isProposing({ state: incident.state, applied })) throw new Refusal('incident/phase')
      const standing = applied.steps.find((one) => one.step === step.id)
      if (standing && standing.stage !== 'dismissed')
        throw new Refusal('plan/step-decided', `The step is ${standing.stage} already.`)
      const why = { kind: 'hand', by: personOf(actor), reason: input.reason } as const
      await appendHappenings(desk, incident, {
        ...{ actor, now, tables: parts.tables },
        happenings: happeningsOf(plan, [proposed(step, why, { state: incident.state, now }, parts.tree)]),
      })
      return { id: input.id, detail: { plan: plan.id, step: step.id } }
    },
  })
}

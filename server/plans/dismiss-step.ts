import type { Static } from 'typebox'
import type { DismissStepSchema } from '#contract/plan-commands.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appliedTo, demandApproval, type PlanParts, type ToPlan, takeIncidentFor, waitingStep } from './plan-parts.ts'

/** A person says that a proposed step is not to be done now, and why. It does not propose itself again. */
export function dismissStep(parts: PlanParts): Verb<ToPlan & Pick<Static<typeof DismissStepSchema>, 'step' | 'reason'>> {
  return defineVerb({
    type: 'incident.dismiss-step',
    needs: 'orders:issue',
    run: async (context, input) => {
      const { desk, actor, now } = context
      const { id, plan, step, reason } = input
      const incident = await takeIncidentFor(input, context, parts)
      const { approval, names } = waitingStep(appliedTo(incident, plan), step)
      demandApproval(approval, incident, context)
      await appendHappenings(desk, incident, {
        ...{ actor, now, tables: parts.tables },
        happenings: [{ type: 'incident.step-dismissed', body: { plan, step, names, reason } }],
      })
      return { id, detail: { plan, step } }
    },
  })
}

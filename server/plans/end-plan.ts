import type { Static } from 'typebox'
import type { EndPlanSchema } from '#contract/plan-commands.ts'
import { demandCommander } from '../incidents/fence.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { personOf } from '../incidents/person-of.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appliedTo, type PlanParts, type ToPlan, takeIncidentFor } from './plan-parts.ts'

/** 终止预案: no step of it proposes itself any more. Its orders go on, and so does the response. */
export function endPlan(parts: PlanParts): Verb<ToPlan & Pick<Static<typeof EndPlanSchema>, 'reason'>> {
  return defineVerb({
    type: 'incident.end-plan',
    needs: 'incidents:command',
    run: async (context, input) => {
      const { desk, actor, now } = context
      const { id, plan, reason, term } = input
      const incident = await takeIncidentFor(input, context, parts)
      demandCommander({ state: incident.state, now, who: personOf(actor) }, term)
      const { names } = appliedTo(incident, plan)
      await appendHappenings(desk, incident, {
        ...{ actor, now, tables: parts.tables },
        happenings: [{ type: 'incident.plan-ended', body: { plan, names, reason } }],
      })
      return { id, detail: { plan } }
    },
  })
}

import { Refusal } from '#contract/errors.ts'
import { PHASES } from '#contract/incident.ts'
import type { ApplyPlan } from '#contract/plan-commands.ts'
import { demandCommander } from '../incidents/fence.ts'
import type { Happening } from '../incidents/happening.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { personOf } from '../incidents/person-of.ts'
import { phaseStep } from '../incidents/phase-step.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { actorOfPlan, happeningsOf } from './plan-happening.ts'
import { type PlanParts, planOf, type ToPlan, takeIncidentFor } from './plan-parts.ts'
import { proposals } from './proposals.ts'

/**
 * 启动预案: starts the response at a level, where it has not started, and puts before people every step that asks for nothing
 * more. Throws Refusal `plan/unknown`, `plan/level`, `plan/applied`, `incident/phase` once the emergency has ended,
 * `incident/changed` where the response has another level, and what the fence refuses.
 */
export function applyPlan(parts: PlanParts): Verb<Omit<ApplyPlan, 'commandId' | 'device'> & ToPlan> {
  return defineVerb({
    type: 'incident.apply-plan',
    needs: 'incidents:command',
    run: async (context, input) => {
      const { desk, actor, now } = context
      const { tables, tree } = parts
      const plan = planOf(parts, input.plan)
      const incident = await takeIncidentFor(input, context, parts)
      const { state } = incident
      demandCommander({ state, now, who: personOf(actor) }, input.term)
      if (!plan.levels.includes(input.level))
        throw new Refusal('plan/level', `The plan can be applied at ${plan.levels.join(', ')}; not at ${input.level}.`)
      if (PHASES.indexOf(state.phase) >= PHASES.indexOf('ended'))
        throw new Refusal('incident/phase', 'The emergency has ended; re-open it before a plan is applied.')
      if (state.plans?.some((one) => one.plan === plan.id && !one.ended)) throw new Refusal('plan/applied')
      const standing = state.levels.response?.level
      if (standing !== undefined && standing !== input.level)
        throw new Refusal('incident/changed', `The response has level ${standing}; apply the plan at it, or change it first.`)
      const started: readonly Happening[] =
        standing === input.level
          ? []
          : [
              {
                type: 'incident.level-changed',
                body: { field: 'response', from: null, to: input.level, reason: `启动《${plan.names.zh}》` },
              },
              ...phaseStep(state.phase, 'activation'),
            ]
      const { names, edition } = plan
      const after = await appendHappenings(desk, incident, {
        ...{ actor, now, tables },
        happenings: [...started, { type: 'incident.plan-applied', body: { plan: plan.id, names, edition, level: input.level } }],
      })
      const applied = after.state.plans?.find((one) => one.plan === plan.id)
      // Figures are looked at a moment later, by the clock that looks at them all; orders there are none yet.
      const known = applied && {
        state: after.state,
        applied,
        tables,
        now: after.changedAt,
        figure: () => undefined,
        order: () => undefined,
      }
      const happenings = known ? happeningsOf(plan, proposals(plan, known, tree)) : []
      if (happenings.length > 0) await appendHappenings(desk, after, { actor: actorOfPlan(plan), now, tables, happenings })
      return { id: input.id, detail: { plan: plan.id, level: input.level, proposed: happenings.length } }
    },
  })
}

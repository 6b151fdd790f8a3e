import { Refusal } from '#contract/errors.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { PlanGroup } from '#contract/plan.ts'
import type { AcceptStep } from '#contract/plan-commands.ts'
import type { Happening } from '../incidents/happening.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { draftOrders } from '../orders/draft-order.ts'
import { appliedTo, demandApproval, type PlanParts, type ToPlan, takeIncidentFor, waitingStep } from './plan-parts.ts'

/**
 * A person accepts a step: its orders are issued by the same way as any order, all or none of them, its groups are formed, and
 * the step stands as accepted, in one transaction. Throws Refusal `plan/not-applied`, `plan/step-decided`, what the approval
 * refuses, and whatever issuing an order refuses.
 */
export function acceptStep(parts: PlanParts): Verb<Omit<AcceptStep, 'commandId' | 'device'> & ToPlan> {
  return defineVerb({
    type: 'incident.accept-step',
    needs: 'orders:issue',
    run: async (context, input) => {
      const { desk, actor, now } = context
      const { without = [], resources = [], overcommit } = input
      const incident = await takeIncidentFor(input, context, parts)
      const standing = waitingStep(appliedTo(incident, input.plan), input.step)
      demandApproval(standing.approval, incident, context)
      for (const place of [...without, ...resources.map(({ order }) => order)])
        if (place >= standing.orders.length)
          throw new Refusal('request/invalid', `The step has ${standing.orders.length} orders; there is no order ${place}.`)
      const orders: string[] = []
      for (const [place, { wants: _wants, needsPhoto, ...said }] of standing.orders.entries()) {
        if (without.includes(place)) continue
        const given = resources.find(({ order }) => order === place)?.resources
        const made = await draftOrders(parts, context, {
          ...{ ...said, needsPhoto, incident: input.id, term: input.term, issue: true },
          origin: { kind: 'plan', plan: input.plan, step: input.step },
          ...(given && { resources: given }),
          ...(overcommit !== undefined && { overcommit }),
        })
        orders.push(...made.ids)
      }
      const counted = await desk.take(incidentLife, input.id)
      await appendHappenings(desk, counted ?? incident, {
        ...{ actor, now, tables: parts.tables },
        happenings: [
          ...formed(standing.groups, incident.state, `${input.plan}-${input.step}`),
          { type: 'incident.step-accepted', body: { plan: input.plan, step: input.step, names: standing.names, orders } },
        ],
      })
      return { id: input.id, detail: { plan: input.plan, step: input.step, orders } }
    },
  })
}

/** Groups of kinds that are not there yet; their people are named by the commander. */
function formed(groups: readonly PlanGroup[], { groups: standing }: IncidentState, by: string): readonly Happening[] {
  return groups
    .filter(({ kind }) => !standing.some((group) => group.kind === kind))
    .map(({ kind, departments }) => ({
      type: 'incident.group-set',
      body: { group: { id: `${by}-${kind}`.slice(0, 64), kind, departments: [...departments], members: [] } },
    }))
}

import type { ProposedStep } from '#contract/applied-plan.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Plan } from '#contract/plan.ts'
import type { Happening } from '../incidents/happening.ts'

/** Who it is when a step proposes itself: the product, by the plan it follows. */
export function actorOfPlan({ id, names }: Pick<Plan, 'id' | 'names'>): MatterActor {
  return { kind: 'rule', id: `plan:${id}`, name: names.zh }
}

/** Proposals as they are told in the log of the incident. */
export function happeningsOf({ id }: Pick<Plan, 'id'>, proposals: readonly ProposedStep[]): readonly Happening[] {
  return proposals.map((proposed) => ({ type: 'incident.step-proposed', body: { plan: id, ...proposed } }))
}

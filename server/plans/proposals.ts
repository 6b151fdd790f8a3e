import type { Evidence, ProposedStep, Why } from '#contract/applied-plan.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { type IncidentState, PHASES } from '#contract/incident.ts'
import { type Plan, type PlanStep, stepsAt, type When } from '#contract/plan.ts'
import { evidenceOf, type Knowledge } from './evidence.ts'
import { fillOrder } from './fill-order.ts'

/**
 * The steps of an applied plan that propose themselves now: those of the response level that were never proposed and whose
 * condition holds, with why and with the orders they would make. Nothing is proposed without a response, after the end of the
 * emergency, or once the plan was ended. Pure: the same facts, figures and time give the same proposals.
 */
export function proposals(plan: Plan, known: Knowledge, tree: AreaTree): readonly ProposedStep[] {
  const response = known.state.levels.response?.level
  if (response === undefined || !isProposing(known)) return []
  return stepsAt(plan, response).flatMap((step) => {
    if (known.applied.steps.some((standing) => standing.step === step.id)) return []
    const why: Why | undefined = step.when ? whyOf(step.when, known) : { kind: 'level', level: response }
    return why ? [proposed(step, why, known, tree)] : []
  })
}

/** True while steps of an applied plan may still propose themselves. */
export function isProposing({
  state,
  applied,
}: {
  readonly state: IncidentState
  readonly applied: Knowledge['applied']
}): boolean {
  return applied.ended === undefined && state.over === undefined && PHASES.indexOf(state.phase) < PHASES.indexOf('ended')
}

/** A step as it is put before people. */
export function proposed(step: PlanStep, why: Why, { state, now }: Pick<Knowledge, 'state' | 'now'>, tree: AreaTree): ProposedStep {
  const { id, names, phase, approval = 'duty', withinMinutes, orders = [], groups = [] } = step
  return {
    ...{ step: id, names, phase, approval, why, groups: [...groups] },
    ...(withinMinutes !== undefined && { dueAt: now + withinMinutes * 60_000 }),
    orders: orders.map((order) => fillOrder(order, { state, why, tree })),
  }
}

function whyOf({ all = [], any = [] }: When, known: Knowledge): Why | undefined {
  const must = all.map((condition) => evidenceOf(condition, known))
  const may = any.flatMap((condition) => evidenceOf(condition, known) ?? [])
  if (must.includes(undefined) || (any.length > 0 && may.length === 0)) return undefined
  const because = [...(must as readonly Evidence[]), ...may]
  return because.length > 0 ? { kind: 'condition', because } : undefined
}

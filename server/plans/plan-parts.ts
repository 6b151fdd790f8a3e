import type { Action } from '#contract/access.ts'
import type { AppliedPlan, StandingStep } from '#contract/applied-plan.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter } from '#contract/matter.ts'
import type { Approval, Plan } from '#contract/plan.ts'
import { decide } from '../access/policy/policy.ts'
import { demandCommander } from '../incidents/fence.ts'
import { demandCharge } from '../incidents/incident-verb.ts'
import { personOf } from '../incidents/person-of.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { takeFenced } from '../orders/issue-draft.ts'
import type { OrderParts } from '../orders/order-verb.ts'

/** What verbs about plans know of the city. */
export interface PlanParts extends OrderParts {
  readonly plans: readonly Plan[]
}

export type IncidentMatter = Matter<IncidentState, 'incident'>

/** What every command about a plan says. */
export interface ToPlan {
  /** The incident. */
  readonly id: string
  readonly plan: string
  readonly term: number
}

/** The plan of the city by its id. Throws Refusal `plan/unknown`. */
export function planOf({ plans }: Pick<PlanParts, 'plans'>, id: string): Plan {
  const plan = plans.find((one) => one.id === id)
  if (!plan) throw new Refusal('plan/unknown', `The city has no plan "${id}".`)
  return plan
}

/**
 * The incident, held and fenced, for whoever answers for it. Throws Refusal `matter/unknown`, `access/refused`, `incident/over`
 * or `incident/term-old`.
 */
export async function takeIncidentFor({ id, term }: ToPlan, context: CommandContext, parts: PlanParts): Promise<IncidentMatter> {
  const incident = await takeFenced(id, term, context, parts)
  demandCharge(context.subject, incident, parts.tree)
  return incident
}

/** The plan as it was applied to an incident and goes on. Throws Refusal `plan/not-applied`. */
export function appliedTo({ state }: Pick<IncidentMatter, 'state'>, plan: string): AppliedPlan {
  const applied = state.plans?.find((one) => one.plan === plan)
  if (!applied || applied.ended) throw new Refusal('plan/not-applied')
  return applied
}

/** The step that waits for somebody to decide. Throws Refusal `plan/step-decided` for one that does not, saying how it stands. */
export function waitingStep({ steps }: AppliedPlan, id: string): Extract<StandingStep, { stage: 'proposed' }> {
  const standing = steps.find(({ step }) => step === id)
  if (standing?.stage === 'proposed') return standing
  throw new Refusal(
    'plan/step-decided',
    standing ? `The step was ${standing.stage} by ${standing.by.name}.` : `The step "${id}" was not proposed.`,
  )
}

/**
 * A step that is the commander’s to decide is decided by the commander; while nobody commands, by whoever may command. Throws
 * Refusal `access/refused` or `incident/not-commander`.
 */
export function demandApproval(
  approval: Approval,
  { state }: Pick<IncidentMatter, 'state'>,
  { subject, actor, now }: CommandContext,
): void {
  if (approval === 'duty') return
  const needed: Action = 'incidents:command'
  if (!decide(subject, needed).allowed) throw new Refusal('access/refused', 'This step is for the commander to decide.')
  demandCommander({ state, now, who: personOf(actor) }, state.command.term)
}

import type { AppliedPlan, StandingStep } from '#contract/applied-plan.ts'
import type { IncidentEvent, IncidentState } from '#contract/incident.ts'
import { personOf } from './person-of.ts'

type PlanEventType = Extract<IncidentEvent['type'], `incident.plan-${string}` | `incident.step-${string}`>
type Told<Type extends PlanEventType> = Extract<IncidentEvent, { type: Type }>

/** What the events of plans make of an incident. */
export const EVOLVE_PLANS: {
  readonly [Type in PlanEventType]: (state: IncidentState, event: Told<Type>) => IncidentState
} = {
  'incident.plan-applied': (state, { at, actor, body }) => ({
    ...state,
    plans: [...(state.plans ?? []).filter(({ plan }) => plan !== body.plan), { ...body, at, by: personOf(actor), steps: [] }],
  }),
  'incident.step-proposed': (state, { at, body: { plan, ...proposed } }) =>
    inPlan(state, plan, (applied) => {
      const standing: StandingStep = {
        ...proposed,
        stage: 'proposed',
        at,
        orders: [...proposed.orders],
        groups: [...proposed.groups],
      }
      return { ...applied, steps: [...applied.steps.filter(({ step }) => step !== proposed.step), standing] }
    }),
  'incident.step-accepted': (state, { at, actor, body: { plan, step, orders } }) =>
    decided(state, plan, step, (common) => ({ stage: 'accepted', ...common, at, by: personOf(actor), orders: [...orders] })),
  'incident.step-dismissed': (state, { at, actor, body: { plan, step, reason } }) =>
    decided(state, plan, step, (common) => ({ stage: 'dismissed', ...common, at, by: personOf(actor), reason })),
  'incident.plan-ended': (state, { at, actor, body: { plan, reason } }) =>
    inPlan(state, plan, (applied) => ({ ...applied, ended: { at, by: personOf(actor), reason } })),
}

function inPlan(state: IncidentState, plan: string, change: (applied: AppliedPlan) => AppliedPlan): IncidentState {
  return { ...state, plans: (state.plans ?? []).map((applied) => (applied.plan === plan ? change(applied) : applied)) }
}

/** What a decided step keeps of its proposal. */
type Common = Pick<StandingStep, 'step' | 'names' | 'phase' | 'approval' | 'why'> & { readonly proposedAt: number }

function decided(state: IncidentState, plan: string, step: string, decide: (common: Common) => StandingStep): IncidentState {
  return inPlan(state, plan, (applied) => ({
    ...applied,
    steps: applied.steps.map((standing) => {
      if (standing.step !== step || standing.stage !== 'proposed') return standing
      const { names, phase, approval, why, at } = standing
      return decide({ step, names, phase, approval, ...(why && { why }), proposedAt: at })
    }),
  }))
}

import type { AppliedPlan, StandingStep, StandingStepOf } from '#contract/applied-plan.ts'
import type { IncidentState, Level } from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import { type Plan, type PlanStep, stepsAt } from '#contract/plan.ts'
import { isWorking, type OrderMatter, orderDue } from '../../state/orders.ts'

/** How the orders of a step are. `over` is whatever nobody works on any more, however it ended; one that is closed is not even listed. */
export interface StepProgress {
  readonly open: number
  readonly over: number
  readonly late: number
}

/** A step of a plan as it is shown: what stands in the record, or what it still waits for. */
export type ShownStep =
  | { readonly kind: 'waiting'; readonly step: PlanStep; readonly isOfLevel: boolean }
  | { readonly kind: 'proposed'; readonly standing: StandingStepOf<'proposed'> }
  | { readonly kind: 'accepted'; readonly standing: StandingStepOf<'accepted'>; readonly progress: StepProgress }
  | { readonly kind: 'dismissed'; readonly standing: StandingStepOf<'dismissed'> }

export interface ShownPhase {
  readonly id: string
  readonly names: Names
  readonly steps: readonly ShownStep[]
}

export interface PlanView {
  /** What waits for a person, those first that are due first. */
  readonly proposed: readonly StandingStepOf<'proposed'>[]
  /** Everything else, by the phases of the plan. */
  readonly phases: readonly ShownPhase[]
  readonly counts: { readonly accepted: number; readonly proposed: number; readonly waiting: number }
}

/** An applied plan as people see it. Without the plan itself (another edition, a look back) what stands in the record is shown. Pure. */
export function planView(
  plan: Plan | undefined,
  { steps, ended }: Pick<AppliedPlan, 'steps' | 'ended'>,
  level: Level | undefined,
  orders: readonly OrderMatter[],
  now: number,
): PlanView {
  const proposed = ended
    ? []
    : steps.filter((step) => step.stage === 'proposed').sort((a, b) => dueTime(a) - dueTime(b) || a.at - b.at)
  const decided = steps.filter((step): step is Exclude<StandingStep, { stage: 'proposed' }> => step.stage !== 'proposed')
  const shown = (step: Exclude<StandingStep, { stage: 'proposed' }>): ShownStep =>
    step.stage === 'accepted'
      ? { kind: 'accepted', standing: step, progress: progressOf(step, orders, now) }
      : { kind: 'dismissed', standing: step }
  if (!plan) {
    const ids = [...new Set(decided.map(({ phase }) => phase))]
    const phases = ids.map((id) => ({
      id,
      names: { zh: id, en: id },
      steps: decided.filter(({ phase }) => phase === id).map(shown),
    }))
    return { proposed, phases, counts: { accepted: countOf(decided, 'accepted'), proposed: proposed.length, waiting: 0 } }
  }
  const ofLevel = level === undefined ? [] : stepsAt(plan, level)
  const phases = plan.phases.map(
    ({ id, names }): ShownPhase => ({
      ...{ id, names },
      steps: plan.steps
        .filter(({ phase }) => phase === id)
        .flatMap((step): ShownStep[] => {
          const standing = decided.find((one) => one.step === step.id)
          if (standing) return [shown(standing)]
          if (proposed.some((one) => one.step === step.id)) return []
          return [{ kind: 'waiting', step, isOfLevel: ofLevel.includes(step) }]
        }),
    }),
  )
  const waiting = phases.flatMap(({ steps }) => steps).filter((step) => step.kind === 'waiting' && step.isOfLevel).length
  return { proposed, phases, counts: { accepted: countOf(decided, 'accepted'), proposed: proposed.length, waiting } }
}

/** Plans for an incident: those made for its kind first. Pure. */
export function plansFor(
  plans: readonly Plan[],
  state: Pick<IncidentState, 'class' | 'subtype'>,
): { readonly fits: readonly Plan[]; readonly others: readonly Plan[] } {
  const fits = plans.filter(({ classes, subtypes }) =>
    state.subtype !== undefined && subtypes ? subtypes.includes(state.subtype) : classes?.includes(state.class) === true,
  )
  return { fits, others: plans.filter((plan) => !fits.includes(plan)) }
}

function progressOf({ orders: ids }: StandingStepOf<'accepted'>, orders: readonly OrderMatter[], now: number): StepProgress {
  const standing = ids.flatMap((id) => orders.find((order) => order.id === id)?.state ?? [])
  const working = standing.filter((state) => isWorking(state))
  const late = working.filter((state) => orderDue(state, now).kind === 'over').length
  return { open: working.length, over: ids.length - working.length, late }
}

function countOf(steps: readonly StandingStep[], stage: StandingStep['stage']): number {
  return steps.filter((step) => step.stage === stage).length
}

function dueTime({ dueAt }: StandingStepOf<'proposed'>): number {
  return dueAt ?? Number.MAX_SAFE_INTEGER
}

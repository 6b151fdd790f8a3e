import type { Drill, DrillStepOf } from '#contract/drill.ts'
import type { DrillHead, Expectation } from '#contract/drill-run.ts'
import { happeningOf } from '../drills/happening-of.ts'

/** What somebody reads of a drill before starting it. Pure. */
export function drillHead({ id, names, class: kind, levels, place, startsAt, duration, players, steps }: Drill): DrillHead {
  const count = (wanted: string) => steps.filter((step) => step.kind === wanted).length
  const moved = steps.flatMap((step) => (step.kind === 'observe' ? [`${step.metric} ${step.area}`] : []))
  return {
    ...{ id, names, class: kind, levels, place, startsAt, duration, players },
    counts: {
      signals: steps.reduce((sum, step) => sum + (step.kind === 'signal' ? step.repeat : 0), 0),
      actions: count('action'),
      figures: new Set(moved).size,
      faults: count('fault'),
    },
    course: steps.flatMap((step) => happeningOf(step, step.at) ?? []),
    expectations: expectationsOf(steps),
  }
}

/** The expectations of a script before anything of it happened, in its order. Pure. */
export function expectationsOf(steps: Drill['steps']): Expectation[] {
  return steps
    .filter((step): step is DrillStepOf<'expect'> => step.kind === 'expect')
    .map(({ sentence, basis, at, deadline }) => ({ sentence, basis, from: at, deadline, state: 'open' }))
}

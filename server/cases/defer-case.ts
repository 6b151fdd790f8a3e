import type { Static } from 'typebox'
import type { CaseStage } from '#contract/case.ts'
import type { DeferCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 缓办: stands still until a time, and goes on by itself then. */
export const deferCase: CaseVerb<Pick<Static<typeof DeferCaseSchema>, 'until' | 'reason'>> = {
  type: 'case.defer',
  needs: 'cases:file',
  decide: ({ state, now }, { until, reason }) => {
    demandStage(state, ...SUSPENDABLE)
    demandLater(until, now)
    return [{ type: 'case.suspended', body: { kind: 'deferred', until, reason } }]
  },
}

/** Throws Refusal `case/time` for a time that is over, or is not said. */
export function demandLater(until: number | undefined, now: number): void {
  if (until === undefined || until <= now) throw new Refusal('case/time')
}

/** Where a case can stand still: filed, and nothing done yet that somebody waits to look at. */
export const SUSPENDABLE = ['filed', 'dispatched', 'handling'] as const satisfies readonly CaseStage[]

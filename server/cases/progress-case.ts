import type { Static } from 'typebox'
import type { CaseState } from '#contract/case.ts'
import type { ProgressCaseSchema } from '#contract/case-commands.ts'
import { type CaseHappening, demandSaid, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** Tells how far the work is. Whoever speaks first has taken it on. */
export const progressCase: CaseVerb<Pick<Static<typeof ProgressCaseSchema>, 'text' | 'attachments'>> = {
  type: 'case.progress',
  needs: 'cases:handle',
  decide: ({ state }, { text, attachments = [] }) => {
    demandStage(state, 'dispatched', 'handling')
    demandSaid({ attachments, ...(text !== undefined && { text }) })
    return [...startedBy(state), { type: 'case.progressed', body: { attachments, ...(text !== undefined && { text }) } }]
  },
}

/** Taken on by whoever is first heard of. */
export function startedBy({ stage }: Pick<CaseState, 'stage'>): readonly CaseHappening[] {
  return stage === 'dispatched' ? [{ type: 'case.started', body: {} }] : []
}

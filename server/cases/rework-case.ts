import type { Static } from 'typebox'
import type { ReworkCaseSchema } from '#contract/case-commands.ts'
import { demandOthersWork, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 返工: the work does not hold; it is done again with what is left of its time. */
export const reworkCase: CaseVerb<Pick<Static<typeof ReworkCaseSchema>, 'reason' | 'attachments'>> = {
  type: 'case.rework',
  needs: 'cases:verify',
  decide: ({ state, who }, { reason, attachments = [] }) => {
    demandStage(state, 'handled')
    demandOthersWork(state, who)
    return [{ type: 'case.reworked', body: { reason, attachments } }]
  },
}

import type { Static } from 'typebox'
import type { RejectCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 不予立案: nothing will be done about it, and why. */
export const rejectCase: CaseVerb<Pick<Static<typeof RejectCaseSchema>, 'reason'>> = {
  type: 'case.reject',
  needs: 'cases:file',
  decide: ({ state }, { reason }) => {
    demandStage(state, 'collected', 'accepted', 'checked')
    return [{ type: 'case.rejected', body: { reason } }]
  },
}

import type { Static } from 'typebox'
import type { ReturnCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 退回: it is not for this department; it is dispatched anew, and whoever gets it then has the whole time. */
export const returnCase: CaseVerb<Pick<Static<typeof ReturnCaseSchema>, 'reason'>> = {
  type: 'case.return',
  needs: 'cases:handle',
  decide: ({ state }, { reason }) => {
    demandStage(state, 'dispatched', 'handling')
    return [{ type: 'case.returned', body: { reason } }]
  },
}

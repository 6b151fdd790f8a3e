import type { Static } from 'typebox'
import type { EvaluateCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 综合评价: how it went; whether it was in time, the clocks say. */
export const evaluateCase: CaseVerb<Pick<Static<typeof EvaluateCaseSchema>, 'satisfaction' | 'note'>> = {
  type: 'case.evaluate',
  needs: 'cases:file',
  decide: ({ state }, { satisfaction, note }) => {
    demandStage(state, 'closed')
    return [
      {
        type: 'case.evaluated',
        body: { ...(satisfaction !== undefined && { satisfaction }), ...(note !== undefined && { note }) },
      },
    ]
  },
}

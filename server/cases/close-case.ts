import type { Static } from 'typebox'
import type { CloseCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 结案: nothing more is to be done. */
export const closeCase: CaseVerb<Pick<Static<typeof CloseCaseSchema>, 'note'>> = {
  type: 'case.close',
  needs: 'cases:file',
  decide: ({ state }, { note }) => {
    demandStage(state, 'verified')
    return [{ type: 'case.closed', body: note === undefined ? {} : { note } }]
  },
}

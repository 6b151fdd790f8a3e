import type { Static } from 'typebox'
import type { StartCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 接办: somebody of the department takes it on, by name. */
export const startCase: CaseVerb<Pick<Static<typeof StartCaseSchema>, 'note'>> = {
  type: 'case.start',
  needs: 'cases:handle',
  decide: ({ state }, { note }) => {
    demandStage(state, 'dispatched')
    return [{ type: 'case.started', body: note === undefined ? {} : { note } }]
  },
}

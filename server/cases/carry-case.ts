import type { Static } from 'typebox'
import type { CarryCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'
import { SUSPENDABLE } from './defer-case.ts'

/** 挂账: cannot be solved as things are; stands on the books until somebody goes on with it. */
export const carryCase: CaseVerb<Pick<Static<typeof CarryCaseSchema>, 'reason'>> = {
  type: 'case.carry',
  needs: 'cases:file',
  decide: ({ state }, { reason }) => {
    demandStage(state, ...SUSPENDABLE)
    return [{ type: 'case.suspended', body: { kind: 'carried', reason } }]
  },
}

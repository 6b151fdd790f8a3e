import type { Static } from 'typebox'
import { CASE_FOLLOWING } from '#contract/case.ts'
import type { VoidCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import type { CaseVerb } from './case-verb.ts'

/** 作废: it was no case, or was written down wrongly. Possible until it was answered. */
export const voidCase: CaseVerb<Pick<Static<typeof VoidCaseSchema>, 'reason'>> = {
  type: 'case.void',
  needs: 'cases:file',
  decide: ({ state }, { reason }) => {
    if (!CASE_FOLLOWING[state.stage].includes('void'))
      throw new Refusal('case/stage', `The case is ${state.stage}; it cannot be voided.`)
    return [{ type: 'case.voided', body: { reason } }]
  },
}

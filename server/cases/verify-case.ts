import type { Static } from 'typebox'
import type { VerifyCaseSchema } from '#contract/case-commands.ts'
import { demandOthersWork, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 核查: the work holds. Said by somebody who neither collected the case nor worked on it. */
export const verifyCase: CaseVerb<Pick<Static<typeof VerifyCaseSchema>, 'text' | 'attachments'>> = {
  type: 'case.verify',
  needs: 'cases:verify',
  decide: ({ state, who }, { text, attachments = [] }) => {
    demandStage(state, 'handled')
    demandOthersWork(state, who)
    return [{ type: 'case.verified', body: { attachments, ...(text !== undefined && { text }) } }]
  },
}

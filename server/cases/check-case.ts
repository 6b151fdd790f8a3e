import type { Static } from 'typebox'
import type { CheckCaseSchema } from '#contract/case-commands.ts'
import { demandOthersWork, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 核实: says whether it is there, by somebody who was on the spot and is not who reported it. */
export const checkCase: CaseVerb<Pick<Static<typeof CheckCaseSchema>, 'found' | 'text' | 'attachments'>> = {
  type: 'case.check',
  needs: 'cases:verify',
  decide: ({ state, who }, { found, text, attachments = [] }) => {
    demandStage(state, 'accepted')
    demandOthersWork(state, who)
    return [{ type: 'case.checked', body: { found, attachments, ...(text !== undefined && { text }) } }]
  },
}

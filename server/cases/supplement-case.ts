import type { Static } from 'typebox'
import { OPEN_CASE_STAGES } from '#contract/case.ts'
import type { SupplementCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { demandSaid } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** Adds words, photos or voice to a case that is not over. */
export const supplementCase: CaseVerb<Pick<Static<typeof SupplementCaseSchema>, 'text' | 'attachments'>> = {
  type: 'case.supplement',
  needs: 'cases:report',
  isContribution: true,
  decide: ({ state }, { text, attachments = [] }) => {
    if (!OPEN_CASE_STAGES.some((open) => open === state.stage)) throw new Refusal('case/stage', `The case is ${state.stage}.`)
    demandSaid({ attachments, ...(text !== undefined && { text }) })
    return [{ type: 'case.supplemented', body: { attachments, ...(text !== undefined && { text }) } }]
  },
}

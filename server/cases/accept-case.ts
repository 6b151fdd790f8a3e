import type { Static } from 'typebox'
import type { AcceptCaseSchema } from '#contract/case-commands.ts'
import { categoryOf, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/**
 * 受理: takes a report on. What somebody outside told is looked at on the spot before it is filed; one of ours saw it already.
 */
export const acceptCase: CaseVerb<Pick<Static<typeof AcceptCaseSchema>, 'note'>> = {
  type: 'case.accept',
  needs: 'cases:file',
  decide: (known, { note }) => {
    const { state } = known
    demandStage(state, 'collected')
    const needsCheck = state.origin.kind !== 'person' && categoryOf(known, state.category)?.onSite !== false
    return [{ type: 'case.accepted', body: { needsCheck, ...(note !== undefined && { note }) } }]
  },
}

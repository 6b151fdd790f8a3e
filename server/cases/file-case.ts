import type { Static } from 'typebox'
import type { FileCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/**
 * 立案: makes a report a case that must be dealt with. Throws Refusal `case/check-needed` before it was looked at, `case/not-
 * there` where nothing was found.
 */
export const fileCase: CaseVerb<Pick<Static<typeof FileCaseSchema>, 'note'>> = {
  type: 'case.file',
  needs: 'cases:file',
  decide: ({ state }, { note }) => {
    demandStage(state, 'accepted', 'checked')
    if (state.stage === 'accepted' && state.needsCheck) throw new Refusal('case/check-needed')
    if (state.check?.found === false) throw new Refusal('case/not-there')
    return [{ type: 'case.filed', body: note === undefined ? {} : { note } }]
  },
}

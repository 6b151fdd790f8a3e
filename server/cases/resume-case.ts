import type { Static } from 'typebox'
import type { ResumeCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import type { CaseVerb } from './case-verb.ts'

/** Goes on with a case that was deferred or carried, where it stood. */
export const resumeCase: CaseVerb<Pick<Static<typeof ResumeCaseSchema>, 'note'>> = {
  type: 'case.resume',
  needs: 'cases:file',
  decide: ({ state }, { note }) => {
    if (!state.suspension) throw new Refusal('case/not-suspended')
    return [{ type: 'case.resumed', body: note === undefined ? {} : { note } }]
  },
}

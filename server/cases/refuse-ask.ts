import type { Static } from 'typebox'
import type { RefuseAskSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import type { CaseVerb } from './case-verb.ts'

/** Refuses what was asked for; the case goes on as before. */
export const refuseAsk: CaseVerb<Pick<Static<typeof RefuseAskSchema>, 'reason'>> = {
  type: 'case.refuse',
  needs: 'cases:file',
  decide: ({ state }, { reason }) => {
    if (!state.request) throw new Refusal('case/no-request')
    return [{ type: 'case.ask-refused', body: { reason } }]
  },
}

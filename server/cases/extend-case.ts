import type { Static } from 'typebox'
import { limitOf, runningClock } from '#contract/case-clock.ts'
import type { ExtendCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import type { CaseVerb } from './case-verb.ts'

/** 延期: so much more for the clock that runs, in its own pace. Throws Refusal `case/no-clock` where none runs. */
export const extendCase: CaseVerb<Pick<Static<typeof ExtendCaseSchema>, 'limit' | 'reason'>> = {
  type: 'case.extend',
  needs: 'cases:file',
  decide: ({ state, time }, { limit, reason }) => {
    if (state.suspension) throw new Refusal('case/suspended')
    if (!runningClock(state)) throw new Refusal('case/no-clock')
    return [{ type: 'case.extended', body: { ms: limitOf(limit, time).limitMs, reason } }]
  },
}

import type { Static } from 'typebox'
import { limitOf } from '#contract/case-clock.ts'
import type { AskCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'
import { demandLater } from './defer-case.ts'

/** Asks those at the desk for more time 延期, a deferral 缓办 or to carry it on the books 挂账. One thing at a time. */
export const askCase: CaseVerb<Pick<Static<typeof AskCaseSchema>, 'kind' | 'reason' | 'limit' | 'until'>> = {
  type: 'case.ask',
  needs: 'cases:handle',
  decide: ({ state, time, now }, { kind, reason, limit, until }) => {
    demandStage(state, 'dispatched', 'handling')
    if (state.request) throw new Refusal('case/asked')
    if (kind === 'extension' && !limit) throw new Refusal('case/nothing-said', 'Say how much more time is needed: limit.')
    if (kind === 'deferral') demandLater(until, now)
    return [
      {
        type: 'case.asked',
        body: {
          ...{ kind, reason },
          ...(kind === 'extension' && limit && { ms: limitOf(limit, time).limitMs }),
          ...(kind === 'deferral' && until !== undefined && { until }),
        },
      },
    ]
  },
}

import type { Static } from 'typebox'
import type { AnswerCaseSchema } from '#contract/case-commands.ts'
import { demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'
import { startedBy } from './progress-case.ts'

/** 处理反馈: says what was done. Whoever answers has taken it on. */
export const answerCase: CaseVerb<Pick<Static<typeof AnswerCaseSchema>, 'text' | 'attachments'>> = {
  type: 'case.answer',
  needs: 'cases:handle',
  decide: ({ state }, { text, attachments = [] }) => {
    demandStage(state, 'dispatched', 'handling')
    return [...startedBy(state), { type: 'case.answered', body: { text, attachments } }]
  },
}

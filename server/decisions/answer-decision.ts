import type { Static } from 'typebox'
import type { AnswerDecisionSchema } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appendToDecision, type DecisionParts, demandOpen, type ToDecision, takeDecision } from './decision-verb.ts'

type Input = ToDecision<Pick<Static<typeof AnswerDecisionSchema>, 'answer' | 'words'>>

/**
 * Whoever is consulted agrees or disagrees, in their own name; who thinks better of it says so again, until it is decided.
 * Throws Refusal `decision/not-asked` for anybody else, or `decision/over`.
 */
export function answerDecision(parts: DecisionParts): Verb<Input> {
  return defineVerb({
    type: 'decision.answer',
    needs: 'orders:answer',
    run: async (context, { id, answer, words }) => {
      const decision = await takeDecision(id, context, parts)
      demandOpen(decision.state)
      if (!decision.state.consulted.some(({ person }) => person.id === context.actor.id)) throw new Refusal('decision/not-asked')
      const body = { answer, ...(words !== undefined && { words }) }
      await appendToDecision(context.desk, decision, { type: 'decision.answered', body }, context)
      return { id, detail: { answer } }
    },
  })
}

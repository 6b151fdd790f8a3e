import type { Static } from 'typebox'
import type { WithdrawDecisionSchema } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appendToDecision, couldDecide, type DecisionParts, demandOpen, type ToDecision, takeDecision } from './decision-verb.ts'

type Input = ToDecision<Pick<Static<typeof WithdrawDecisionSchema>, 'reason'>>

/** 撤回: the question has gone away. For whoever asked it, and for those who could decide it. */
export function withdrawDecision(parts: DecisionParts): Verb<Input> {
  return defineVerb({
    type: 'decision.withdraw',
    needs: 'incidents:open',
    run: async (context, { id, reason }) => {
      const { subject, actor, desk } = context
      const decision = await takeDecision(id, context, parts)
      if (decision.state.by.id !== actor.id && !couldDecide(subject, decision, parts)) throw new Refusal('access/refused')
      demandOpen(decision.state)
      await appendToDecision(desk, decision, { type: 'decision.withdrawn', body: { reason } }, context)
      return { id }
    },
  })
}

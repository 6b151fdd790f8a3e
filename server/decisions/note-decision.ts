import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appendToDecision, couldDecide, type DecisionParts, type ToDecision, takeDecision } from './decision-verb.ts'

/**
 * Takes note of how a decision came out: for whoever decided, whoever asked, and those who could decide. Throws Refusal
 * `access/refused` for others, or `decision/over` where there is nothing to take note of.
 */
export function noteDecision(parts: DecisionParts): Verb<ToDecision<Record<never, never>>> {
  return defineVerb({
    type: 'decision.note',
    needs: 'incidents:open',
    run: async (context, { id }) => {
      const { subject, actor, desk } = context
      const decision = await takeDecision(id, context, parts)
      const { stage, by, decided, notedAt } = decision.state
      const isOwn = by.id === actor.id || decided?.by.id === actor.id
      if (!isOwn && !couldDecide(subject, decision, parts)) throw new Refusal('access/refused')
      if (stage !== 'scored' || notedAt !== undefined) throw new Refusal('decision/over', `The decision is ${stage}.`)
      await appendToDecision(desk, decision, { type: 'decision.noted', body: {} }, context)
      return { id }
    },
  })
}

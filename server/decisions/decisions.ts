import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import {
  AnswerDecisionSchema,
  type DecisionState,
  EvidenceCheckSchema,
  NoteDecisionSchema,
  ProposeDecisionSchema,
  TakeDecisionSchema,
  WithdrawDecisionSchema,
} from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { commandRoutes } from '../matters/command-routes.ts'
import { isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { answerDecision } from './answer-decision.ts'
import { checkEvidence } from './check-evidence.ts'
import type { DecisionParts } from './decision-verb.ts'
import { noteDecision } from './note-decision.ts'
import { proposeDecision } from './propose-decision.ts'
import { takeTheDecision } from './take-decision.ts'
import { withdrawDecision } from './withdraw-decision.ts'

export interface DecisionsParts extends ExecuteParts, DecisionParts {}

/** Everything that is done to decisions: POST /api/decisions and below, and the evidence of one held against the record. */
export const decisions: FastifyPluginAsync<DecisionsParts> = async (app, parts) => {
  const tag = 'decisions'
  const serve = commandRoutes(app, parts, { at: '/api/decisions', tag })

  serve('', ['proposeDecision', 'Put a question forward, with what it rests on'], ProposeDecisionSchema, proposeDecision(parts))
  serve('/:id/answer', ['answerDecision', 'Agree or disagree, where one is consulted'], AnswerDecisionSchema, answerDecision(parts))
  serve('/:id/decide', ['takeDecision', 'Decide, and issue the order of the option'], TakeDecisionSchema, takeTheDecision(parts))
  serve('/:id/withdraw', ['withdrawDecision', 'Withdraw a question'], WithdrawDecisionSchema, withdrawDecision(parts))
  serve('/:id/note', ['noteDecision', 'Take note of how a decision came out'], NoteDecisionSchema, noteDecision(parts))

  app.get<{ Params: { id: string } }>(
    '/api/decisions/:id/evidence',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags: [tag], operationId: 'checkEvidence', summary: 'What a decision rests on, held against the record' },
        params: Type.Object({ id: MatterIdSchema }, { additionalProperties: false }),
        response: { 200: EvidenceCheckSchema },
      },
    },
    async ({ params, subject }) => {
      const decision = await findMatter(parts.database, 'decision', params.id)
      if (!decision || !isInReach(subject, decision.reach, parts.tree)) throw new Refusal('matter/unknown')
      const { evidence } = decision.state as DecisionState
      return checkEvidence(evidence, { queries: parts.database, hub: parts.hub, now: parts.now() })
    },
  )
}

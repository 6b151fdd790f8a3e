import type { Static } from 'typebox'
import type { DecisionOption, DecisionState, TakeDecisionSchema } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import { demand } from '../access/policy/policy.ts'
import { remitOf } from '../access/policy/subject.ts'
import { demandCommander, demandTerm } from '../incidents/fence.ts'
import { takeIncident } from '../incidents/incident-verb.ts'
import { isInCharge } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { draftOrder } from '../orders/draft-order.ts'
import { appendToDecision, type DecisionParts, demandOpen, type ToDecision, takeDecision } from './decision-verb.ts'

type Input = ToDecision<Pick<Static<typeof TakeDecisionSchema>, 'option' | 'words' | 'term'>>

/**
 * Decides, once. With an incident it is for its commander, or a leader, under the term the sender saw; without one, for whoever
 * answers for the area. The order of the option goes out in the same step: either both stand in the record or neither does.
 * Throws Refusal `decision/over`, `decision/option`, `incident/term-old`, `incident/not-commander`, `incident/over`,
 * `access/refused`, and what issuing an order refuses.
 */
export function takeTheDecision(parts: DecisionParts): Verb<Input> {
  const { tree } = parts
  const draft = draftOrder(parts)
  return defineVerb({
    type: 'decision.take',
    needs: 'incidents:command',
    run: async (context, { id, option: chosen, words, term }) => {
      const known = await findMatter(context.tx, 'decision', id)
      const incident = (known?.state as DecisionState | undefined)?.incident
      if (incident !== undefined) await demandCommand(incident, term, context, parts)
      const decision = await takeDecision(id, context, parts)
      if (!isInCharge(context.subject, { area: decision.reach.area }, tree)) throw new Refusal('access/refused')
      demandOpen(decision.state)
      const option = decision.state.options.find((one: DecisionOption) => one.id === chosen)
      if (!option) throw new Refusal('decision/option', `There is no option "${chosen}".`)
      if (option.order) demand(context.subject, 'orders:issue')
      const orders = option.order
        ? await draft.run(context, {
            ...option.order,
            ...{ issue: true, origin: { kind: 'instruction', about: { kind: 'decision', id } } },
            ...(incident !== undefined && { incident }),
            ...(term !== undefined && incident !== undefined && { term }),
          })
        : undefined
      const ids = (orders?.detail?.orders as readonly string[] | undefined) ?? []
      const body = {
        ...{ option: chosen, orders: ids },
        ...(words !== undefined && { words }),
        ...(term !== undefined && incident !== undefined && { term }),
      }
      await appendToDecision(context.desk, decision, { type: 'decision.decided', body }, context)
      return { id, detail: { option: chosen, orders: ids } }
    },
  })
}

/** A leader decides over whoever commands; everybody else must be the one who does. Both saw the term they decide under. */
async function demandCommand(
  id: string,
  term: number | undefined,
  { desk, subject, actor, now }: CommandContext,
  { tree }: DecisionParts,
): Promise<void> {
  const incident = await takeIncident(desk, subject, tree, id)
  if (!incident.isOpen) throw new Refusal('incident/over')
  demandTerm(incident.state, term)
  if (remitOf(subject)?.role === 'leader') return
  demandCommander({ state: incident.state, now, who: { id: actor.id, name: actor.name } }, incident.state.command.term)
}

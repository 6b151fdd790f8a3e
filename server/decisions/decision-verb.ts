import type { DecisionEvent, DecisionState } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import type { Matter, MatterActor } from '#contract/matter.ts'
import { decide } from '../access/policy/policy.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { CityModel, Hub } from '../hub/hub-port.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import type { OrderParts } from '../orders/order-verb.ts'
import { decisionLife } from './decision-life.ts'

/** What verbs about decisions know of the city: its figures as far as a subject may see them, and how orders are given. */
export interface DecisionParts extends OrderParts {
  readonly hub: Pick<Hub, 'latest' | 'revision' | 'history' | 'model'>
  modelOf(subject: Subject): CityModel
}

export type ToDecision<Input> = Input & { readonly id: string }
type Taken = Matter<DecisionState, 'decision'>

type Without<Event> = Event extends { readonly type: infer Type; readonly body: infer Body }
  ? { readonly type: Type; readonly body: Body }
  : never

/** What happens to a decision; who did it and when is added where it is written down. */
export type DecisionHappening = Without<DecisionEvent>

/** The decision, held until the transaction ends. Throws Refusal `matter/unknown` for one beyond the remit. */
export async function takeDecision(
  id: string,
  { desk, subject }: { readonly desk: MatterDesk; readonly subject: Subject },
  { tree }: Pick<DecisionParts, 'tree'>,
): Promise<Taken> {
  const decision = await desk.take(decisionLife, id)
  if (!decision || !isInReach(subject, decision.reach, tree)) throw new Refusal('matter/unknown')
  return decision
}

/** Throws Refusal `decision/over`, naming the stage, for a card that nobody decides about any more. */
export function demandOpen({ stage }: Pick<DecisionState, 'stage'>): void {
  if (stage !== 'open') throw new Refusal('decision/over', `The decision is ${stage}.`)
}

/** Writes down what happened to a decision. Time never runs backwards in its log. */
export function appendToDecision(
  desk: MatterDesk,
  { id, changedAt }: Pick<Taken, 'id' | 'changedAt'>,
  happening: DecisionHappening,
  { actor, now }: { readonly actor: MatterActor; readonly now: number },
): Promise<Taken> {
  return desk.append(decisionLife, id, [{ ...happening, at: Math.max(now, changedAt), actor } as DecisionEvent])
}

/** True for those who may decide about matters of the place a card is about. */
export function couldDecide(subject: Subject, { reach }: Pick<Taken, 'reach'>, { tree }: Pick<DecisionParts, 'tree'>): boolean {
  return decide(subject, 'incidents:command').allowed && isInCharge(subject, { area: reach.area }, tree)
}

import type { Action } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import type { Matter, MatterActor } from '#contract/matter.ts'
import type { OrderEvent, OrderStage, OrderState } from '#contract/order.ts'
import { withAttached } from '../files/attach-files.ts'
import type { IncidentParts } from '../incidents/incident-verb.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { type AddressBook, isAddressee } from './addressee.ts'
import { allocate, forgetReleased, release } from './allocations.ts'
import { orderLife } from './order-life.ts'
import type { KnownOrder, OrderHappening } from './order-step.ts'
import type { StockOf } from './stock.ts'

/** What verbs about orders know of the city. */
export interface OrderParts extends IncidentParts {
  readonly book: AddressBook
  readonly stockOf: StockOf
}

export type ToOrder<Input> = Input & { readonly id: string }
export type OrderMatter = Matter<OrderState, 'order'>

/** A verb about one order that was issued: who may, and the pure decision. */
export interface OrderVerb<Input> {
  readonly type: `order.${string}`
  readonly needs: Action
  /** Only for whom the order is addressed to; any other verb is for whoever answers for the area the order is about. */
  readonly isForAddressee: boolean
  decide(known: KnownOrder, input: Input): readonly OrderHappening[]
}

/** Said to those whom an order concerns and who do not answer for its area. */
export const BEYOND = 'The order is about a larger area than you answer for.'

/** Stages in which an order has no more use for what was given to it. */
const FREES: readonly OrderStage[] = ['done', 'failed', 'refused', 'superseded', 'withdrawn']

/**
 * The command of a verb about orders. Throws Refusal `matter/unknown` for one beyond the remit, `order/not-yours` for one that
 * is addressed to others, `access/refused` for one about a larger area than theirs, and whatever the decision refuses.
 */
export function orderCommand<Input>(verb: OrderVerb<Input>, { tree, book, stockOf }: OrderParts): Verb<ToOrder<Input>> {
  return defineVerb({
    type: verb.type,
    needs: verb.needs,
    run: async ({ desk, tx, subject, actor, now }, input) => {
      const order = await desk.take(orderLife, input.id)
      if (!order || !isInReach(subject, order.reach, tree)) throw new Refusal('matter/unknown')
      if (verb.isForAddressee && !isAddressee(subject, order.state.to, book)) throw new Refusal('order/not-yours')
      if (!verb.isForAddressee && !isInCharge(subject, order.reach, tree)) throw new Refusal('access/refused', BEYOND)
      const known = { id: input.id, state: order.state, now, who: { id: actor.id, name: actor.name }, device: actor.device }
      const said = await withAttached({ tx, actor, now }, input, { kind: 'order', id: input.id })
      const happenings = verb.decide(known, said)
      const after = await appendToOrder(desk, order, { happenings, actor, now })
      if (FREES.includes(after.state.stage) && after.state.stage !== order.state.stage) await release(tx, order.id, now)
      for (const { type, body } of happenings)
        if (type === 'order.returned') await takeBack(after, body.reason, { desk, tx, actor, now, stockOf })
      return { id: input.id, detail: { stage: after.state.stage } }
    },
  })
}

/**
 * Work that was sent back needs again what it had: what is free is held again, and what another order was given meanwhile is
 * over-committed openly, for the reason it was sent back, so that nobody takes for free what both are counting on.
 */
async function takeBack(
  order: OrderMatter,
  reason: string,
  { desk, tx, actor, now, stockOf }: Pick<CommandContext, 'desk' | 'tx' | 'actor' | 'now'> & Pick<OrderParts, 'stockOf'>,
): Promise<void> {
  await forgetReleased(tx, order.id)
  const over = await allocate(tx, order.id, order.state.resources, { at: now, overcommit: reason, stockOf })
  const happenings = over.map((one) => ({ type: 'order.overcommitted', body: { ...one, reason } }) as const)
  if (happenings.length > 0) await appendToOrder(desk, order, { happenings, actor, now })
}

/** Writes down what happened to an order. Time never runs backwards in its log. */
export function appendToOrder(
  desk: MatterDesk,
  { id, changedAt }: Pick<OrderMatter, 'id' | 'changedAt'>,
  { happenings, actor, now }: { readonly happenings: readonly OrderHappening[]; readonly actor: MatterActor; readonly now: number },
): Promise<OrderMatter> {
  const at = Math.max(now, changedAt)
  return desk.append(
    orderLife,
    id,
    happenings.map((happening) => ({ ...happening, at, actor }) as OrderEvent),
  )
}

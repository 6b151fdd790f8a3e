import { Refusal } from '#contract/errors.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter } from '#contract/matter.ts'
import { addresseeKey, ORDER_FOLLOWING } from '#contract/order.ts'
import { demandTerm } from '../incidents/fence.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { appendHappenings, takeIncident } from '../incidents/incident-verb.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { allocate, release } from './allocations.ts'
import { orderLife } from './order-life.ts'
import { nextOrderNumber } from './order-number.ts'
import { appendToOrder, BEYOND, type OrderMatter, type OrderParts } from './order-verb.ts'

export interface Issue {
  readonly context: CommandContext
  readonly parts: OrderParts
  /** Why resources that another order has are taken as well. */
  readonly overcommit: string | undefined
}

/**
 * The incident an order is for, held before the order is, and fenced: what was decided under an earlier commander is refused.
 * Throws Refusal `matter/unknown`, `incident/over` or `incident/term-old`.
 */
export async function takeFenced(
  id: string,
  term: number | undefined,
  { desk, subject }: CommandContext,
  { tree }: OrderParts,
): Promise<Matter<IncidentState, 'incident'>> {
  const incident = await takeIncident(desk, subject, tree, id)
  if (!incident.isOpen) throw new Refusal('incident/over')
  demandTerm(incident.state, term)
  return incident
}

/**
 * Issues a draft whose incident, if any, is held: the order gets its number, its resources and its clock, and ends the one it
 * supersedes. From here on its text stands for ever. Throws Refusal `order/resource-taken`, `order/stage`, `matter/unknown`.
 */
export async function issueDraft(order: OrderMatter, { context, parts, overcommit }: Issue): Promise<void> {
  const { desk, tx, actor, now } = context
  const { state } = order
  if (state.stage !== 'draft') throw new Refusal('order/stage', `The order is ${state.stage} already.`)
  if (state.supersedes !== undefined) await supersede(state.supersedes, order, context, parts)
  const numbered = state.incident === undefined ? undefined : await countIn(state.incident, order, context, parts)
  const seq = numbered?.seq ?? (await nextOrderNumber(tx, now, parts.timeZone))
  const over = await allocate(tx, order.id, state.resources, { at: now, overcommit, stockOf: parts.stockOf })
  await appendToOrder(desk, order, {
    ...{ actor, now },
    happenings: [
      { type: 'order.issued', body: { seq, dueAt: now + state.slaMs, ...(numbered && { term: numbered.term }) } },
      ...over.map((one) => ({ type: 'order.overcommitted', body: { ...one, reason: overcommit ?? '' } }) as const),
    ],
  })
}

/** The incident counts its orders and tells of each in its own log: that is the one order of all of them. */
async function countIn(id: string, order: OrderMatter, { desk, actor, now }: CommandContext, { tables }: OrderParts) {
  const incident = await desk.take(incidentLife, id)
  if (!incident) throw new Refusal('matter/unknown')
  const [seq, term] = [incident.state.orders + 1, incident.state.command.term]
  const body = { order: order.id, seq, term, title: order.state.title, to: addresseeKey(order.state.to) }
  await appendHappenings(desk, incident, { actor, now, tables, happenings: [{ type: 'incident.order-issued', body }] })
  return { seq, term }
}

/** The order before ends where this one begins, and leaves what it had to it. Nobody ends an order of a wider area than their own. */
async function supersede(
  id: string,
  by: OrderMatter,
  { desk, tx, subject, actor, now }: CommandContext,
  { tree }: OrderParts,
): Promise<void> {
  const before = await desk.take(orderLife, id)
  if (!before || !isInReach(subject, before.reach, tree) || before.state.incident !== by.state.incident)
    throw new Refusal('matter/unknown', 'The order to be superseded is none of this incident.')
  if (!isInCharge(subject, before.reach, tree)) throw new Refusal('access/refused', BEYOND)
  if (!ORDER_FOLLOWING[before.state.stage].includes('superseded'))
    throw new Refusal('order/stage', `The order to be superseded is ${before.state.stage}.`)
  await appendToOrder(desk, before, { actor, now, happenings: [{ type: 'order.superseded', body: { by: by.id } }] })
  await release(tx, id, now)
}

import { Refusal } from '#contract/errors.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { takeFenced } from './issue-draft.ts'
import { orderLife } from './order-life.ts'
import { BEYOND, type OrderMatter, type OrderParts } from './order-verb.ts'

/**
 * An order, held after its incident and fenced by it. Throws Refusal `matter/unknown` for one beyond the remit, `access/refused`
 * for one about a larger area than the subject answers for, and what `takeFenced` refuses.
 */
export async function takeOrder(
  id: string,
  term: number | undefined,
  context: CommandContext,
  parts: OrderParts,
): Promise<OrderMatter> {
  const { desk, tx, subject } = context
  // Which incident it belongs to never changes: it can be read before anything is held.
  const seen = (await findMatter(tx, 'order', id)) as OrderMatter | undefined
  if (!seen || !isInReach(subject, seen.reach, parts.tree)) throw new Refusal('matter/unknown')
  if (!isInCharge(subject, seen.reach, parts.tree)) throw new Refusal('access/refused', BEYOND)
  if (seen.state.incident !== undefined) await takeFenced(seen.state.incident, term, context, parts)
  const order = await desk.take(orderLife, id)
  if (!order) throw new Refusal('matter/unknown')
  return order
}

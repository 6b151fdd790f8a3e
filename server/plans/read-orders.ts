import type { AppliedPlan } from '#contract/applied-plan.ts'
import type { OrderState } from '#contract/order.ts'
import type { Plan } from '#contract/plan.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { ReadOrder } from './step-orders.ts'

/**
 * The orders that steps of an applied plan wait for, as they stand: only of steps that were accepted, for steps that have not proposed
 * themselves yet, and with what superseded them. Throws RecordFault.
 */
export async function readOrders(plan: Plan, applied: AppliedPlan, book: Pick<MatterBook, 'findAll'>): Promise<ReadOrder> {
  const known = new Map<string, OrderState>()
  let ids = waitedFor(plan, applied)
  while (ids.length > 0) {
    const found = await book.findAll('order', ids)
    for (const { id, state } of found) known.set(id, state as OrderState)
    ids = found.flatMap(({ state }) => (state as OrderState).supersededBy ?? []).filter((id) => !known.has(id))
  }
  return (id) => known.get(id)
}

function waitedFor({ steps }: Plan, applied: AppliedPlan): readonly string[] {
  const waiting = steps.filter(({ id }) => !applied.steps.some(({ step }) => step === id))
  const named = new Set(
    waiting.flatMap(({ when }) =>
      [...(when?.all ?? []), ...(when?.any ?? [])].flatMap((one) => (one.kind === 'orders' ? [one.step] : [])),
    ),
  )
  return applied.steps.flatMap((standing) => (standing.stage === 'accepted' && named.has(standing.step) ? standing.orders : []))
}

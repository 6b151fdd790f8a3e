import type { OrderState } from '#contract/order.ts'
import type { OrdersAre } from '#contract/plan.ts'

/** An order as it stands; undefined for one that is not known. */
export type ReadOrder = (id: string) => OrderState | undefined

/** What became of the orders of a step. */
export interface StepOrders {
  readonly done: number
  readonly failed: number
  /** How many there are, without those that were withdrawn. */
  readonly of: number
  /** When the last thing happened to one of them, epoch ms. */
  readonly at: number
}

/**
 * What became of the orders a step made: one that was superseded counts as what came in its place, one that was withdrawn not at all,
 * one that failed or was refused as failed. Undefined where one is not known: nobody can say then. Pure.
 */
export function stepOrders(ids: readonly string[], order: ReadOrder): StepOrders | undefined {
  const sum = { done: 0, failed: 0, of: 0, at: 0 }
  const seen = new Set<string>()
  const ahead = [...ids]
  for (const id of ahead) {
    if (seen.has(id)) continue
    seen.add(id)
    const state = order(id)
    if (!state) return undefined
    sum.at = Math.max(sum.at, state.stamps.at(-1)?.at ?? 0)
    if (state.stage === 'superseded' && state.supersededBy !== undefined) ahead.push(state.supersededBy)
    else if (state.stage !== 'withdrawn' && state.stage !== 'superseded') {
      sum.of += 1
      if (state.outcome?.how === 'done') sum.done += 1
      else if (state.outcome) sum.failed += 1
    }
  }
  return sum
}

/** Whether they are what a condition asks for; a step whose orders were all withdrawn never is. Pure. */
export function ordersAre(are: OrdersAre, { done, failed, of }: StepOrders): boolean {
  switch (are) {
    case 'done':
      return of > 0 && done === of
    case 'failed':
      return failed > 0
    case 'over':
      return of > 0 && done + failed === of
  }
}

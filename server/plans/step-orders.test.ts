import { describe, expect, it } from 'vitest'
import type { OrderStage, OrderState } from '#contract/order.ts'
import { ordersAre, stepOrders } from './step-orders.ts'

const STAGES: Readonly<Record<string, Partial<OrderState>>> = {
  done: order('done', 5, { outcome: { how: 'done', attachments: [] } }),
  verified: order('verified', 9, { outcome: { how: 'done', attachments: [] } }),
  failed: order('failed', 7, { outcome: { how: 'failed', attachments: [] } }),
  refused: order('refused', 7, { outcome: { how: 'refused', attachments: [] } }),
  open: order('in-progress', 3),
  withdrawn: order('withdrawn', 2),
  superseded: order('superseded', 4, { supersededBy: 'done' }),
}

describe('the orders of a step', () => {
  it('are done when each is, whoever verified it or did not yet', () => {
    expect(sum('done', 'verified')).toEqual({ done: 2, failed: 0, of: 2, at: 9 })
    expect([are('done', 'done', 'verified'), are('done', 'done', 'open'), are('over', 'done', 'open')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('failed when one of them did or was refused, and are over when each is one or the other', () => {
    expect([are('failed', 'open', 'refused'), are('failed', 'done', 'open')]).toEqual([true, false])
    expect([are('over', 'done', 'failed'), are('done', 'done', 'failed')]).toEqual([true, false])
  })

  it('count what came in the place of one that was superseded, and nothing that was withdrawn', () => {
    expect(sum('superseded', 'withdrawn')).toEqual({ done: 1, failed: 0, of: 1, at: 5 })
    expect(sum('superseded', 'done')).toMatchObject({ of: 1 })
    expect([are('done', 'withdrawn'), are('over', 'withdrawn')]).toEqual([false, false])
  })

  it('prove nothing while one of them is not known', () => {
    expect(sum('done', 'nobody knows')).toBeUndefined()
  })
})

function sum(...ids: readonly string[]) {
  return stepOrders(ids, (id) => STAGES[id] as OrderState | undefined)
}

function are(wanted: 'done' | 'failed' | 'over', ...ids: readonly string[]): boolean | undefined {
  const found = sum(...ids)
  return found && ordersAre(wanted, found)
}

function order(stage: OrderStage, at: number, said: Partial<OrderState> = {}): Partial<OrderState> {
  return { stage, stamps: [{ stage, at, by: { id: 'a', name: 'a' } }], ...said }
}

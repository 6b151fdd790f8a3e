import { describe, expect, it } from 'vitest'
import type { ReviewOrder } from '#contract/after-action.ts'
import { median, orderStatistics } from './order-review.ts'

const MINUTE = 60_000
const order = (said: Partial<ReviewOrder>): ReviewOrder => ({
  ...{ id: 'o', title: '排水', to: { zh: '水务局', en: 'Waterworks' }, stage: 'done', slaMs: 20 * MINUTE },
  ...{ isOverdue: false, returned: 0 },
  ...said,
})

describe('orders added up', () => {
  it('take the middle, so that one that was forgotten does not make all of them look slow', () => {
    expect(median([])).toBeUndefined()
    expect(median([5])).toBe(5)
    expect(median([9, 1, 600_000])).toBe(9)
    expect(median([1, 4])).toBe(3)
  })

  it('count those without a result as open, and medians only of what has happened', () => {
    const orders = [
      order({ deliveredMs: MINUTE, acknowledgedMs: 2 * MINUTE, doneMs: 10 * MINUTE }),
      order({ deliveredMs: 3 * MINUTE, stage: 'delivered', isOverdue: true }),
      order({ stage: 'verified', doneMs: 30 * MINUTE, isOverdue: true, returned: 2 }),
      order({ stage: 'refused', doneMs: MINUTE }),
    ]
    expect(orderStatistics(orders)).toEqual({
      ...{ orders: 4, done: 2, failed: 0, refused: 1, overdue: 2, returned: 2, open: 1 },
      ...{ medianDeliveredMs: 2 * MINUTE, medianAcknowledgedMs: 2 * MINUTE, medianDoneMs: 10 * MINUTE },
    })
  })
})

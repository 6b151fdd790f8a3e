import { expect, it } from 'vitest'
import { WIDE_PLATE } from '../../displays/type-scale.ts'
import { leadPlan } from './lead-plan.ts'

const input = { height: 520, head: 97, text: WIDE_PLATE, others: 2, minTarget: 0 }

it('tightens lines before it leaves one out', () => {
  const roomy = leadPlan(input)
  const tight = leadPlan({ ...input, height: 475 })
  expect([roomy.shown, tight.shown]).toEqual([2, 2])
  expect(tight.line).toBeLessThan(roomy.line)
})

it('never needs more than it has, and counts what it leaves out', () => {
  for (const height of [400, 430, 460, 500, 600, 900]) {
    const { caption, block, line, shown, hidden } = leadPlan({ ...input, others: 4, height })
    expect(shown + hidden).toBe(4)
    const used = input.head + caption + block + shown * line + (hidden > 0 ? WIDE_PLATE.small * 1.5 : 0)
    expect(used).toBeLessThanOrEqual(height)
  }
})

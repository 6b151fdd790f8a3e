import { describe, expect, it } from 'vitest'
import { alternate } from './alternate.ts'
import { benchRow } from './bench-row.ts'
import { median, quantile, spreadOf } from './spread.ts'

describe('a figure of a bench', () => {
  it('is the median of its rounds, between the least and the most of them', () => {
    expect(benchRow({ measure: 'rows', unit: 'rows/s', values: [30, 10, 20] })).toEqual({
      ...{ measure: 'rows', unit: 'rows/s', at: null, median: 20, min: 10, max: 30, rounds: 3 },
      ...{ baseline: null, ratio: null, target: null, met: null },
    })
  })

  it('is compared with its baseline round by round, so that a slow round slows both sides', () => {
    const row = benchRow({
      measure: 'rows',
      unit: 'rows/s',
      values: [50, 5, 60],
      baseline: { name: 'bare', values: [100, 10, 100] },
    })
    expect(row.baseline).toEqual({ name: 'bare', median: 100, min: 10, max: 100 })
    expect(row.ratio).toEqual({ median: 0.5, min: 0.5, max: 0.6 })
  })

  it.each([
    [{ of: 'ratio', is: 'at least', value: 0.5 }, true],
    [{ of: 'ratio', is: 'at least', value: 0.51 }, false],
    [{ of: 'ratio', is: 'at most', value: 0.5 }, true],
    [{ of: 'figure', is: 'at most', value: 49 }, false],
    [{ of: 'figure', is: 'at least', value: 50 }, true],
  ] as const)('held to %j is met: %s', (target, met) => {
    expect(benchRow({ measure: 'x', unit: 'ms', values: [50], baseline: { name: 'y', values: [100] }, target }).met).toBe(met)
  })

  it('refuses rounds without a baseline beside them, and a target for a ratio that there is not', () => {
    expect(() => benchRow({ measure: 'x', unit: 'ms', values: [1, 2], baseline: { name: 'y', values: [1] } })).toThrow(/2 rounds/)
    expect(() => benchRow({ measure: 'x', unit: 'ms', values: [1], target: { of: 'ratio', is: 'at most', value: 1 } })).toThrow(
      /baseline/,
    )
    expect(() => benchRow({ measure: 'x', unit: 'ms', values: [] })).toThrow(/nothing was measured/)
  })

  it('keeps no more digits than any measurement is good for', () => {
    expect(spreadOf([1.23456789, 12345678.9])).toEqual({ median: 6172840, min: 1.23457, max: 12345700 })
  })
})

describe('the middle and the edges', () => {
  it('takes the mean of two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  it('takes for a quantile a figure that was measured', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect([0, 0.5, 0.95, 1].map((share) => quantile(hundred, share))).toEqual([1, 50, 95, 100])
  })
})

describe('alternated rounds', () => {
  it('turn the order of the contenders round every other time, and never run two at once', async () => {
    const order: string[] = []
    let running = 0
    const measured = await alternate(['ours', 'bare'], 3, async (name, round) => {
      running += 1
      await Promise.resolve()
      order.push(`${name} ${round}`)
      expect(running).toBe(1)
      running -= 1
      return round
    })
    expect(order).toEqual(['ours 0', 'bare 0', 'bare 1', 'ours 1', 'ours 2', 'bare 2'])
    expect(measured).toEqual({ ours: [0, 1, 2], bare: [0, 1, 2] })
  })
})

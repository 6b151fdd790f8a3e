import { expect, it } from 'vitest'
import type { Metric } from '#contract/metric.ts'
import { COMPACT_PLATE, WIDE_PLATE } from '../../displays/type-scale.ts'
import { TINY_METRICS, tinyPoint } from '../../state/testing/tiny-city.ts'
import { niceRange, type RankingLayoutInput, rankAreas, rankingLayout } from './model.ts'

const [calls, rate] = TINY_METRICS as [Metric, Metric]
const point = (metric: Metric, area: string, value: number | null) =>
  tinyPoint({ metric: metric.id, area, step: metric.period, value })
const order = (metric: Metric, wanted: 'best' | 'worst' | 'largest' | undefined, values: Record<string, number | null>) =>
  rankAreas({
    metric,
    members: Object.entries(values).map(([area, value]) => point(metric, area, value)),
    whole: undefined,
    order: wanted,
    mark: undefined,
  })

it('puts the best first, which for some figures is the smallest', () => {
  expect(order(rate, 'best', { a: 90, b: 99 }).ranked.map(({ code }) => code)).toEqual(['b', 'a'])
  expect(order(calls, 'best', { a: 9, b: 1 }).ranked.map(({ code }) => code)).toEqual(['b', 'a'])
  expect(order(calls, 'largest', { a: 9, b: 1 }).ranked.map(({ code }) => code)).toEqual(['a', 'b'])
})

it('lists those who did not report without a rank: nothing is not the last place', () => {
  const { ranked, unreported } = order(rate, 'best', { a: 90, b: null, c: 0 })
  expect(ranked.map(({ code, rank }) => [code, rank])).toEqual([
    ['a', 1],
    ['c', 2],
  ])
  expect(unreported).toEqual(['b'])
})

it('draws rates that lie close together as dots on a printed range, and quantities as bars from zero', () => {
  expect(order(rate, 'best', { a: 95, b: 99 })).toMatchObject({ mark: 'dot', range: [95, 99] })
  expect(order(calls, 'largest', { a: 5, b: 99 })).toMatchObject({ mark: 'bar', range: [0, 99] })
})

it('prints a range in round numbers around the figures, within what the metric can be', () => {
  expect(niceRange(95.2, 99.5, rate)).toEqual([95, 100])
  expect(niceRange(98.7, 99.96, { range: [0, 100], decimals: 1 })).toEqual([98.5, 100])
})

const panel: RankingLayoutInput = {
  ranked: 33,
  unreported: 0,
  hasWhole: true,
  width: 340,
  height: 410,
  text: COMPACT_PLATE,
  minRow: 0,
  name: 62,
  figure: 37,
  limit: undefined,
  mark: 'dot',
}

it('names both ends on a low panel and counts nobody out: the rest stand on the axis between them', () => {
  const layout = rankingLayout({ ...panel, limit: 11 })
  expect(layout).toMatchObject({ kind: 'ends', first: 8, last: 3 })
})

it('lists everybody in columns where a wall is wide and high enough', () => {
  const layout = rankingLayout({ ...panel, width: 1070, height: 1480, text: WIDE_PLATE, name: 186, figure: 130 })
  expect(layout).toMatchObject({ kind: 'columns', columns: 2, perColumn: 17 })
})

it('shows few areas whole, and never more rows than the height holds', () => {
  expect(rankingLayout({ ...panel, ranked: 6 }).kind).toBe('whole')
  for (const height of [60, 120, 200, 300, 500]) {
    const layout = rankingLayout({ ...panel, width: 150, height })
    const used =
      layout.kind === 'ends'
        ? (layout.first + layout.last) * layout.row + layout.rug
        : layout.kind === 'first'
          ? layout.first * layout.row
          : 0
    expect(used).toBeLessThanOrEqual(height)
  }
})

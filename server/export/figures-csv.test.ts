import { expect, it } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Point } from '#contract/point.ts'
import { figuresCsv } from './figures-csv.ts'

const at = Date.parse('2026-09-08T10:00:00Z')
const point: Point = {
  ...{ metric: 'grid.load', area: 'a', step: 'PT1H', window: [at, at + 3_600_000], value: -3.5 },
  ...{ observedAt: at, freshness: 'live', coverage: { reported: 1, expected: 2 }, revision: 7 },
}
const city = {
  areas: [{ code: 'a', names: { zh: '=HYPERLINK("http://x","东区")', en: 'East, side' } }],
  metrics: [{ id: 'grid.load', names: { zh: '负荷', en: 'Load' }, unit: { zh: '兆瓦', en: 'MW' } }],
} as unknown as Pick<Catalogue, 'areas' | 'metrics'>

it('names what a spreadsheet would take for a formula as text, and leaves a figure below zero a figure', () => {
  const [head, line] = [...figuresCsv([point], city, 'zh')].join('').split('\r\n')
  expect(head).toMatch(/^\uFEFFmetric,metric_name,area,area_name,/)
  expect(line).toBe(
    `grid.load,负荷,a,"'=HYPERLINK(""http://x"",""东区"")",PT1H,2026-09-08T10:00:00.000Z,2026-09-08T11:00:00.000Z,-3.5,兆瓦,,,` +
      '2026-09-08T10:00:00.000Z,live,1,2,7',
  )
})

it('leaves a figure empty that is not known: it is no zero', () => {
  const [, line] = [...figuresCsv([{ ...point, window: null, value: null, observedAt: null }], city, 'en')].join('').split('\r\n')
  expect(line).toBe('grid.load,Load,a,"East, side",PT1H,,,,MW,,,,live,1,2,7')
})

it('writes long files in portions', () => {
  const portions = [
    ...figuresCsv(
      Array.from({ length: 4_500 }, () => point),
      city,
      'en',
    ),
  ]
  expect(portions).toHaveLength(4)
  expect(portions.join('').trimEnd().split('\r\n')).toHaveLength(4_501)
})

it('says in every line of a drill that it is of a drill', () => {
  const drill = { id: 'warehouse-fire', names: { zh: '仓库火灾', en: 'Warehouse fire' } }
  const [head, line] = [...figuresCsv([point], { ...city, drill }, 'en')].join('').split('\r\n')
  expect(head?.endsWith(',revision,drill')).toBe(true)
  expect(line?.endsWith(',7,warehouse-fire')).toBe(true)
})

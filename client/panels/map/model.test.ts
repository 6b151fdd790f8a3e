import { expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { PanelOf } from '#contract/scene.ts'
import { formatOf } from '../../i18n/format.ts'
import { translator } from '../../i18n/translate.ts'
import { boundLayers, type MapInput, mapModel, townsOf } from './model.ts'

const town = (code: string, zone: string, seat: [number, number]): Area => ({
  code,
  level: 'town',
  parent: zone,
  names: { zh: `${code}镇`, en: code },
  short: { zh: code, en: code },
  seat,
})
const areas: Area[] = [
  { code: 'city', level: 'city', names: { zh: '市', en: 'City' } },
  { code: 'west', level: 'zone', parent: 'city', names: { zh: '西', en: 'West' } },
  { code: 'east', level: 'zone', parent: 'city', names: { zh: '东', en: 'East' } },
  town('a', 'west', [0.1, 0.1]),
  town('b', 'west', [0.2, 0.1]),
  town('c', 'east', [0.3, 0.1]),
  town('park', 'east', [0.4, 0.1]),
  { ...town('port', 'east', [0.5, 0.1]), overlaps: true },
]
const tree = areaTree(areas)
const load: Metric = {
  id: 'load',
  names: { zh: '负荷', en: 'Load' },
  unit: { zh: '万千瓦', en: '10 MW' },
  domain: 'd',
  department: 'p',
  level: 'town',
  rollUp: { area: 'sum', time: 'last' },
  kind: 'gauge',
  period: 'PT1M',
  decimals: 0,
  direction: 'none',
  range: [0, 100],
  audiences: ['government'],
}
const metrics = new Map<string, Metric>([
  ['load', load],
  ['calls', { ...load, id: 'calls' }],
])
const shapes = new Set(['a', 'b', 'c'])

it('colours by class, stands areas up from zero and prints figures from the cut-off on', () => {
  const { drawing, legend } = model({ a: 90, b: 40, c: 10, park: 5 }, { breaks: [25, 45, 65, 85, 110] })
  expect(drawing.areas.map(({ code, band }) => [code, band])).toEqual([
    ['a', 4],
    ['b', 1],
    ['c', 0],
  ])
  expect(drawing.areas.find(({ code }) => code === 'a')?.height).toBe(1)
  expect(legend).toMatchObject({ unit: '万千瓦', breaks: ['25', '45', '65', '85', '110'], cutOff: '110 以上标数' })
  expect(drawing.labels.every(({ figure }) => figure === undefined)).toBe(true)
})

it('hatches a town that has not reported, says so on it, and never colours it as the lowest', () => {
  const { drawing } = model({ a: 90, b: null, c: 10, park: 5 }, { breaks: [50] })
  expect(drawing.areas.find(({ code }) => code === 'b')).toMatchObject({ state: 'unreported', band: undefined, height: 0 })
  expect(drawing.labels.find(({ code }) => code === 'b')?.figure).toBe('未报')
})

it('draws zero as a figure: it is a class, not a hole', () => {
  const { drawing } = model({ a: 90, b: 0, c: 10, park: 5 }, { breaks: [50] })
  expect(drawing.areas.find(({ code }) => code === 'b')).toMatchObject({ state: 'live', band: 0 })
})

it('draws no class, no hatching and no legend when nothing was ever recorded', () => {
  const { drawing, legend, isEmpty } = model({ a: null, b: null, c: null, park: null }, { breaks: [] })
  expect(isEmpty).toBe(true)
  expect(legend).toBeUndefined()
  expect(drawing.areas.every(({ state, band }) => state === 'plain' && band === undefined)).toBe(true)
})

it('names areas that have only a seat, quietly, and leaves out those counted elsewhere already', () => {
  const { labels } = model({ a: 1, b: 2, c: 3, park: 4 }).drawing
  expect(labels.map(({ code, tone }) => [code, tone])).toEqual([
    ['a', 'normal'],
    ['b', 'normal'],
    ['c', 'normal'],
    ['park', 'quiet'],
  ])
})

it('dims what lies outside the drilled area and prints the figures inside it', () => {
  const { drawing } = model({ a: 1, b: 2, c: 3, park: 4 }, { area: 'west' })
  expect(drawing.focus).toEqual(['a', 'b'])
  expect(drawing.areas.find(({ code }) => code === 'c')?.isDimmed).toBe(true)
  expect(drawing.labels.filter(({ figure }) => figure !== undefined).map(({ code }) => code)).toEqual(['a', 'b'])
})

it('takes its colour away when the city’s figure is late and hatches all when every town is silent', () => {
  expect(model({ a: 1, b: 2, c: 3, park: 4 }, {}, 'late').drawing.mood).toBe('late')
  expect(model({ a: 1, b: 2, c: 3, park: 4 }, {}, 'silent').drawing.mood).toBe('silent')
  expect(model({ a: 1, b: 2, c: 3, park: 4 }).drawing.mood).toBe('live')
})

it('lies flat where this display cannot raise it', () => {
  const panel: Pick<PanelOf<'map'>, 'layers'> = { layers: [{ kind: 'choropleth', metric: 'load', extrude: true }] }
  expect(model({ a: 1, b: 2, c: 3, park: 4 }, { canRaise: true }, 'live', panel).drawing.isRaised).toBe(true)
  expect(model({ a: 1, b: 2, c: 3, park: 4 }, { canRaise: false }, 'live', panel).drawing.isRaised).toBe(false)
})

it('draws arcs to their target and points by share of the largest, none for what is zero or unknown', () => {
  const panel: Pick<PanelOf<'map'>, 'layers'> = {
    layers: [
      { kind: 'choropleth', metric: 'load' },
      { kind: 'arcs', metric: 'calls', to: 'c' },
      { kind: 'points', metric: 'calls' },
    ],
  }
  const { drawing, overlays } = model({ a: 10, b: 0, c: 5, park: null }, {}, 'live', panel)
  expect(drawing.arcs).toEqual([{ from: [0.1, 0.1], to: [0.3, 0.1], share: 1 }])
  expect(drawing.points.map(({ code, share }) => [code, share])).toEqual([
    ['a', 1],
    ['c', 0.5],
  ])
  expect(overlays).toEqual(['弧：负荷 → c', '圆：负荷'])
})

it('puts another metric on the choropleth when a person asks for it, and only there', () => {
  const panel: Pick<PanelOf<'map'>, 'layers'> = {
    layers: [
      { kind: 'choropleth', metric: 'load', breaks: [1, 2] },
      { kind: 'points', metric: 'load' },
    ],
  }
  const city = { tree, metric: (id: string) => metrics.get(id) }
  expect(boundLayers(panel, 'calls', city).map(({ layer, metric }) => [layer.kind, metric.id])).toEqual([
    ['choropleth', 'calls'],
    ['points', 'load'],
  ])
  expect(boundLayers({ layers: [{ kind: 'heat', metric: 'nobody' }] }, undefined, city)).toEqual([])
})

it('looks at the one part of the city that a remit is for, and at the whole city for all others', () => {
  const names = { zh: '镇', en: 'Town' }
  const town = areaTree([{ code: 'b', level: 'town', names }])
  expect(townsOf('b', town, shapes)).toEqual(['b'])
  expect(townsOf('city', tree, shapes)).toBeUndefined()
})

function model(
  values: Readonly<Record<string, number | null>>,
  given: Partial<MapInput> = {},
  freshness: Point['freshness'] = 'live',
  panel: Pick<PanelOf<'map'>, 'layers'> = { layers: [{ kind: 'choropleth', metric: 'load' }] },
) {
  const layers = boundLayers(panel, undefined, { tree, metric: (id) => metrics.get(id) })
  const point = (metric: string, area: string, value: number | null): Point => ({
    metric,
    area,
    step: 'PT1M',
    window: value === null ? null : [0, 60_000],
    value,
    observedAt: value === null ? null : 30_000,
    freshness: value === null ? 'empty' : freshness,
    coverage: { reported: 1, expected: 1 },
    revision: 1,
  })
  return mapModel({
    layers,
    points: layers.map(({ metric, members }) => ({
      whole: point(metric.id, 'city', 100),
      members: members.map(({ area }) => point(metric.id, area, values[area] ?? null)),
    })),
    breaks: [2, 3],
    tree,
    shapes,
    area: 'city',
    selected: undefined,
    hovered: undefined,
    places: [],
    canRaise: true,
    printsFigures: true,
    canOpen: true,
    name: (names) => names.zh,
    t: translator('zh'),
    format: formatOf('zh', 'Asia/Shanghai'),
    ...given,
  })
}

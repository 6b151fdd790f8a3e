import { describe, expect, it } from 'vitest'
import type { Area } from './area.ts'
import { areaTree } from './catalogue.ts'
import type { Metric } from './metric.ts'
import { chooseLayout, type Layout, type MapLayer, type Panel } from './scene.ts'
import { panelSeries, shownArea, shownMembers, shownStep } from './scene-series.ts'

const tree = areaTree([
  area('city', 'city'),
  area('coast', 'zone', 'city'),
  area('lake', 'zone', 'city'),
  area('humen', 'town', 'coast'),
  area('changan', 'town', 'coast'),
  area('songshan', 'town', 'lake'),
  area('humen-1', 'community', 'humen'),
])
const calls = metric('calls.made', { headline: 'P1D', threshold: { side: 'above', warn: 5, level: 'town', step: 'P1D' } })
const debt = metric('finance.debt', { level: 'city', period: 'P1M' })
const ships = metric('ships.moored', { areas: ['humen'] })
const context = { tree, metrics: new Map([calls, debt, ships].map((one) => [one.id, one])) }

describe('the series a panel draws', () => {
  it('are the drilled area’s, at the headline where the metric has one', () => {
    expect(draw({ type: 'figure', metric: 'calls.made' }, 'humen')).toEqual(['calls.made@humen/P1D'])
    expect(draw({ type: 'figure', metric: 'calls.made', step: 'PT1M' }, 'humen')).toEqual(['calls.made@humen/PT1M'])
    expect(draw({ type: 'figure', metric: 'calls.made', area: 'lake' }, 'humen')).toEqual(['calls.made@lake/P1D'])
    expect(draw({ type: 'trend', metric: 'calls.made', area: '$area' }, 'coast')).toEqual(['calls.made@coast/P1D'])
  })

  it('are those of the nearest area above that has the metric', () => {
    expect(draw({ type: 'figure', metric: 'finance.debt' }, 'humen')).toEqual(['finance.debt@city/P1M'])
    expect(shownArea(ships, 'changan', tree)).toBe('coast')
    expect(shownArea(calls, 'humen-1', tree)).toBe('humen')
  })

  it('take in the areas below, for rankings and maps', () => {
    expect(draw({ type: 'ranking', metric: 'calls.made' }, 'city')).toEqual(
      ['city', 'humen', 'changan', 'songshan'].map((code) => `calls.made@${code}/P1D`),
    )
    expect(draw({ type: 'ranking', metric: 'calls.made', level: 'zone' }, 'city')).toEqual(
      ['city', 'coast', 'lake'].map((code) => `calls.made@${code}/P1D`),
    )
    expect(draw({ type: 'map', layers: [{ kind: 'choropleth', metric: 'ships.moored' }] }, 'lake')).toEqual([
      'ships.moored@city/PT1M',
      'ships.moored@humen/PT1M',
    ])
    expect(shownMembers(calls, 'coast', tree)).toEqual(['humen', 'changan'])
    expect(shownMembers(calls, 'humen', tree)).toEqual([])
  })

  it('are all figures with a threshold, for alarms, at the step and level it is meant for', () => {
    expect(draw({ type: 'alarms' }, 'coast')).toEqual(['coast', 'humen', 'changan'].map((code) => `calls.made@${code}/P1D`))
    expect(draw({ type: 'alarms', domains: ['other'] }, 'coast')).toEqual([])
  })

  it('are the town’s own on a map of a single town, whose shape is what there is to colour', () => {
    const town = areaTree([area('humen', 'town'), area('humen-1', 'community', 'humen')])
    const homes = metric('homes.lit', { level: 'community' })
    const known = new Map([calls, homes].map((one) => [one.id, one]))
    const mapOf = (layer: MapLayer) =>
      panelSeries({ type: 'map', layers: [layer] }, 'humen', { tree: town, metrics: known }).map(({ area: code }) => code)
    expect(mapOf({ kind: 'choropleth', metric: 'calls.made' })).toEqual(['humen', 'humen'])
    expect(mapOf({ kind: 'choropleth', metric: 'homes.lit' })).toEqual(['humen', 'humen'])
    expect(mapOf({ kind: 'points', metric: 'homes.lit', level: 'community' })).toEqual(['humen', 'humen-1'])
  })

  it('leave out metrics the catalogue does not have', () => {
    expect(draw({ type: 'table', items: [{ metric: 'no.such' }, { metric: 'finance.debt' }] }, 'city')).toEqual([
      'finance.debt@city/P1M',
    ])
    expect(draw({ type: 'clock' }, 'city')).toEqual([])
  })

  it('fall back to the period for a step the metric is not kept at', () => {
    expect(shownStep(calls, undefined)).toBe('P1D')
    expect(shownStep(calls, 'P1Y')).toBe('PT1M')
    expect(shownStep(debt, undefined)).toBe('P1M')
  })
})

describe('the layout of a screen', () => {
  const layouts: Layout[] = [
    { columns: [1], rows: [1], areas: ['plain'] },
    { columns: [1], rows: [1], areas: ['wide'], minAspect: 2 },
    { columns: [1], rows: [1], areas: ['huge'], minAspect: 2, minWidth: 6000 },
  ]
  const chosen = (width: number, height: number) => chooseLayout(layouts, width, height).areas[0]

  it('is the last that fits, else the first', () => {
    expect(chosen(1920, 1080)).toBe('plain')
    expect(chosen(5760, 1080)).toBe('wide')
    expect(chosen(7680, 2160)).toBe('huge')
    expect(chooseLayout(layouts.slice(1), 100, 100).areas[0]).toBe('wide')
  })

  it('is one for an emergency while an incident is answered gravely enough, and the calm one before and after', () => {
    const grave: Layout = { columns: [1], rows: [1], areas: ['grave'], during: 'II' }
    const at = (answered: 'I' | 'II' | 'III' | undefined) => chooseLayout([...layouts, grave], 1920, 1080, answered).areas[0]
    expect([at(undefined), at('III'), at('II'), at('I')]).toEqual(['plain', 'plain', 'grave', 'grave'])
  })
})

function draw(panel: Panel, at: string): string[] {
  return panelSeries(panel, at, context).map((series) => `${series.metric}@${series.area}/${series.step}`)
}

function area(code: string, level: Area['level'], parent?: string): Area {
  return { code, level, names: { zh: code, en: code }, ...(parent !== undefined && { parent }) }
}

function metric(id: string, fields: Partial<Metric>): Metric {
  return {
    id,
    names: { zh: id, en: id },
    unit: { zh: '个', en: 'items' },
    domain: 'test',
    department: 'test',
    level: 'town',
    rollUp: { area: 'sum', time: 'sum' },
    kind: 'counter',
    period: 'PT1M',
    decimals: 0,
    direction: 'none',
    range: [0, 100],
    audiences: ['government'],
    ...fields,
  }
}

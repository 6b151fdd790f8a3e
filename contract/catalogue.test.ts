import { describe, expect, it } from 'vitest'
import type { Area } from './area.ts'
import { areaTree, isBelow, metricAreas } from './catalogue.ts'
import type { Metric } from './metric.ts'

/** A coast zone of two towns, one with communities; a lake zone with a functional area; a port that overlaps. */
const AREAS: readonly Area[] = [
  area('city', 'city'),
  area('coast', 'zone', 'city'),
  area('lake', 'zone', 'city'),
  area('humen', 'town', 'coast'),
  area('changan', 'town', 'coast'),
  area('songshan', 'town', 'lake'),
  { ...area('port', 'town', 'coast'), overlaps: true },
  area('humen-1', 'community', 'humen'),
  area('humen-2', 'community', 'humen'),
  area('quay', 'community', 'port'),
]
const tree = areaTree(AREAS)

describe('the tree of areas', () => {
  it('knows children in the order of the files, and the way up', () => {
    expect(tree.root.code).toBe('city')
    expect(tree.children('coast').map(({ code }) => code)).toEqual(['humen', 'changan', 'port'])
    expect(tree.children('nowhere')).toEqual([])
    expect(tree.path('humen-1').map(({ code }) => code)).toEqual(['humen-1', 'humen', 'coast', 'city'])
    expect(tree.path('nowhere')).toEqual([])
  })

  it('refuses a parent that is not there, a code given twice, no root, two roots, and a circle, by name', () => {
    expect(() => areaTree([area('city', 'city'), area('a', 'town', 'zone-x')])).toThrow('zone-x')
    expect(() => areaTree([area('city', 'city'), area('a', 'town', 'city'), area('a', 'town', 'city')])).toThrow('a is given twice')
    expect(() => areaTree([])).toThrow('none')
    expect(() => areaTree([area('one', 'city'), area('two', 'city')])).toThrow('one, two')
    expect(() => areaTree([area('city', 'city'), area('a', 'zone', 'b'), area('b', 'zone', 'a')])).toThrow('circle')
  })

  it('knows which level lies deeper', () => {
    expect(isBelow('town', 'zone')).toBe(true)
    expect(isBelow('town', 'town')).toBe(false)
    expect(isBelow('city', 'community')).toBe(false)
  })
})

describe('the areas of a metric', () => {
  it('are those of its level and all above them', () => {
    const areas = metricAreas(metric('town', 'sum'), tree)
    expect([...areas.reports].sort()).toEqual(['changan', 'humen', 'port', 'songshan'])
    expect([...areas.carries].sort()).toEqual(['changan', 'city', 'coast', 'humen', 'lake', 'port', 'songshan'])
    expect(areas.members('city')).toEqual(['coast', 'lake'])
    expect(areas.members('humen')).toEqual([])
    expect(areas.expected('nowhere')).toBe(0)
  })

  it('let an area without members of the level report for itself', () => {
    const areas = metricAreas(metric('community', 'sum'), tree)
    expect([...areas.reports].sort()).toEqual(['changan', 'humen-1', 'humen-2', 'quay', 'songshan'])
    expect(areas.members('coast')).toEqual(['humen', 'changan'])
    expect(areas.expected('coast')).toBe(3)
    expect(areas.expected('city')).toBe(4)
  })

  it('count an overlapping area, and what lies in it, nowhere above it', () => {
    const sums = metricAreas(metric('town', 'sum'), tree)
    expect(sums.members('coast')).toEqual(['humen', 'changan'])
    expect(sums.expected('coast')).toBe(2)
    expect(sums.expected('port')).toBe(1)
    const quays = metricAreas({ ...metric('community', 'sum'), areas: ['quay'] }, tree)
    expect(quays.members('port')).toEqual(['quay'])
    expect(quays.members('coast')).toEqual([])
    expect(quays.expected('port')).toBe(1)
    expect(quays.expected('coast')).toBe(0)
  })

  it('let an overlapping area join extremes, and never miss it', () => {
    const highest = metricAreas(metric('town', 'max'), tree)
    expect(highest.members('coast')).toEqual(['humen', 'changan', 'port'])
    expect(highest.expected('coast')).toBe(2)
    expect(highest.expected('city')).toBe(3)
  })

  it('are exactly the named ones where a metric names them', () => {
    const areas = metricAreas({ ...metric('town', 'sum'), areas: ['songshan', 'changan'] }, tree)
    expect([...areas.reports].sort()).toEqual(['changan', 'songshan'])
    expect(areas.members('coast')).toEqual(['changan'])
    expect(areas.carries.has('humen')).toBe(false)
    expect(areas.expected('city')).toBe(2)
  })
})

function area(code: string, level: Area['level'], parent?: string): Area {
  return { code, level, names: { zh: code, en: code }, ...(parent !== undefined && { parent }) }
}

function metric(level: Metric['level'], byArea: Metric['rollUp']['area']): Pick<Metric, 'level' | 'areas' | 'rollUp'> {
  return { level, rollUp: { area: byArea, time: 'last' } }
}

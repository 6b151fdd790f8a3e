import { beforeAll, describe, expect, it } from 'vitest'
import { ROLE_NAMES, ROLES, type Role } from '#contract/access.ts'
import { areaTree, type Catalogue, metricAreas } from '#contract/catalogue.ts'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { sensitivityOf } from '#contract/metric.ts'
import type { Layout, Scene } from '#contract/scene.ts'
import { panelSeries } from '#contract/scene-series.ts'
import { isCleared } from '#contract/sensitivity.ts'
import { loadCity } from '../../city/load-city.ts'
import { gridCells } from '../../city/scene-grid.ts'
import { catalogueInScope, type Scope, scopeKey, scopeOf } from './scope.ts'

/** Communities are many and alike: each hundredth stands for the others. */
const EACH_COMMUNITY = 100

let city: Catalogue
let tried: readonly { readonly scope: Scope; readonly seen: Catalogue; readonly roles: readonly Role[] }[]

beforeAll(async () => {
  city = (await loadCity(undefined)).catalogue as Catalogue
  const communities = city.areas.filter(({ level }) => level === 'community')
  const areas = [
    ...city.areas.filter(({ level }) => level !== 'community'),
    ...communities.filter((_, index) => index % EACH_COMMUNITY === 0),
  ]
  const domains = city.city.domains.map(({ id }) => id)
  const scopes = areas.flatMap(({ code }, index) =>
    ROLE_NAMES.flatMap((role) => [
      { role, scope: scopeOf({ role, area: code, domains: 'all' }) },
      // Some of the domains, another pair in each area, so that each is tried with and without its neighbours.
      { role, scope: scopeOf({ role, area: code, domains: [index, index + 3].map((n) => domains[n % domains.length] as string) }) },
    ]),
  )
  tried = [...Map.groupBy(scopes, ({ scope }) => scopeKey(scope)).values()].map((equal) => {
    const { scope } = equal[0] as { scope: Scope }
    return { scope, seen: catalogueInScope(city, scope), roles: equal.map(({ role }) => role) }
  })
})

describe('the city in a scope, for every role in every area', () => {
  it('was tried in hundreds of scopes, in which most still see something', () => {
    expect(tried.length).toBeGreaterThan(400)
    expect(tried.filter(({ seen }) => seen.scenes.length > 0).length).toBeGreaterThan(200)
    expect(new Set(tried.flatMap(({ roles }) => roles))).toEqual(new Set(ROLE_NAMES))
  })

  it('has no area beyond the one it is for, and that one as its root', () => {
    const whole = areaTree(city.areas)
    for (const { scope, seen } of tried) {
      const tree = areaTree(seen.areas)
      expect(tree.root.code).toBe(scope.area)
      expect(seen.city.area).toBe(scope.area)
      for (const { code } of seen.areas) expect(whole.path(code).map((area) => area.code)).toContain(scope.area)
    }
  })

  it('has no metric that its reader is not cleared for, nor of another audience or domain', () => {
    for (const { scope, seen } of tried)
      for (const metric of seen.metrics) {
        expect(isCleared(scope.clearance, sensitivityOf(metric))).toBe(true)
        expect(metric.audiences).toContain(scope.audience)
        expect(scope.domains === 'all' || scope.domains.includes(metric.domain)).toBe(true)
      }
  })

  it('names no series that the city does not have: what may be read can be read', () => {
    const whole = areaTree(city.areas)
    const carries = new Map(city.metrics.map((metric) => [metric.id, metricAreas(metric, whole).carries]))
    for (const { seen } of tried) {
      const tree = areaTree(seen.areas)
      for (const metric of seen.metrics)
        for (const code of metricAreas(metric, tree).carries) expect(carries.get(metric.id)?.has(code)).toBe(true)
    }
  })

  it('shows a metric that may be seen wherever in the scope the city has it', () => {
    const whole = areaTree(city.areas)
    const carries = new Map(city.metrics.map((metric) => [metric.id, metricAreas(metric, whole).carries]))
    for (const { scope, seen } of tried) {
      const tree = areaTree(seen.areas)
      for (const metric of seen.metrics) {
        const expected = seen.areas.filter(({ code }) => carries.get(metric.id)?.has(code)).map(({ code }) => code)
        expect(new Set(metricAreas(metric, tree).carries), `${metric.id} in ${scope.area}`).toEqual(new Set(expected))
      }
    }
  })

  it('has no kinds of entities beyond its domains and clearance, and no map that asks for one', () => {
    const all = city.entityKinds ?? []
    expect(all.length).toBeGreaterThan(0)
    let narrowed = 0
    for (const { scope, seen } of tried) {
      const kinds = new Set(seen.entityKinds?.map(({ id }) => id))
      const expected = all.filter(
        ({ domain, sensitivity = 'internal' }) =>
          scope.audience === 'government' &&
          isCleared(scope.clearance, sensitivity) &&
          (scope.domains === 'all' || scope.domains.includes(domain)),
      )
      expect([...kinds]).toEqual(expected.map(({ id }) => id))
      if (kinds.size > 0 && kinds.size < all.length) narrowed += 1
      for (const panel of seen.scenes.flatMap(({ panels }) => Object.values(panels)))
        if (panel.type === 'map') for (const kind of panel.entities ?? []) expect(kinds.has(kind)).toBe(true)
    }
    expect(narrowed).toBeGreaterThan(10)
  })

  it('has scenes in which every panel has figures, and every class a layout that shows some', () => {
    const wrong: string[] = []
    for (const { scope, seen } of tried) {
      const tree = areaTree(seen.areas)
      const metrics = new Map(seen.metrics.map((metric) => [metric.id, metric]))
      const carries = new Map(seen.metrics.map((metric) => [metric.id, metricAreas(metric, tree).carries]))
      const isHome = seen.scenes.length === 0 || seen.scenes.some(({ id }) => id === seen.city.home)
      if (!isHome) wrong.push(`${scopeKey(scope)}: the home scene is none of its own`)
      for (const scene of seen.scenes) {
        const say = (what: string) => wrong.push(`${scene.id} in ${scopeKey(scope)}: ${what}`)
        for (const [id, panel] of Object.entries(scene.panels)) {
          const series = panelSeries(panel, scope.area, { tree, metrics })
          if (series.length === 0 && !FIGURELESS.has(panel.type)) say(`${id} shows nothing`)
          for (const { metric, area } of series) if (!carries.get(metric)?.has(area)) say(`${id} asks for ${metric}@${area}`)
        }
        for (const display of DISPLAY_CLASSES) {
          if (scene.layouts[display].length === 0) say(`${display} has no layout`)
          for (const layout of scene.layouts[display]) for (const fault of layoutFaults(layout, scene)) say(`${display}: ${fault}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

it('a scope with more to see has all that one with less has', () => {
  const root = city.city.area
  const idsOf = (role: Role) => catalogueInScope(city, scopeOf({ role, area: root, domains: 'all' })).metrics.map(({ id }) => id)
  expect(idsOf('leader')).toEqual(expect.arrayContaining(idsOf('dispatcher')))
  expect(idsOf('dispatcher').length).toBeGreaterThan(0)
  for (const role of ROLE_NAMES)
    if (ROLES[role].audience === 'public') expect(idsOf(role).length).toBeLessThan(idsOf('leader').length)
})

it('another scope is another version of the catalogue, so that no cache hands one to the other', () => {
  const versions = tried.map(({ seen }) => seen.version)
  expect(new Set(versions).size).toBe(versions.length)
})

/** Panels that stand in any scene and speak of no figure of their own. */
const FIGURELESS: ReadonlySet<string> = new Set(['clock', 'alarms', 'links', 'weather', 'incidents', 'incident'])

function layoutFaults(layout: Layout, scene: Scene): readonly string[] {
  const { areas, rows, columns } = layout
  const shown = gridCells(layout).map(({ panel }) => panel)
  const cells = areas.flatMap((row) => row.split(' '))
  const holes = cells.filter((id) => id === '.').length / cells.length
  const unknown = shown.filter((id) => !(id in scene.panels))
  return [
    ...(areas.length === rows.length && areas.every((row) => row.split(' ').length === columns.length) ? [] : ['is no grid']),
    ...(unknown.length === 0 ? [] : [`names ${unknown.join(', ')}, which are not there`]),
    ...(shown.some((id) => !FIGURELESS.has(scene.panels[id]?.type ?? 'clock')) ? [] : ['shows no figure']),
    ...(rows.includes(0) || holes < 0.35 ? [] : [`is ${Math.round(holes * 100)} % empty`]),
  ]
}

import { expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'
import type { Layout, Scene } from '#contract/scene.ts'
import { sceneInScope } from './scene-in-scope.ts'

const names = { zh: '名', en: 'Name' }
const TOWN: Area = { code: 'town', level: 'town', names }

it('a scene of which nothing may be seen is not there', () => {
  expect(inScope(['a b'], [])).toBeUndefined()
  expect(inScope(['a clock'], [])).toBeUndefined()
})

it('a neighbour of the same width grows into the place of a panel that is not there', () => {
  expect(inScope(['a b', 'a c'], ['a', 'c'])?.layouts.wall[0]?.areas).toEqual(['a c', 'a c'])
  expect(inScope(['a b', 'c c'], ['a', 'c'])?.layouts.wall[0]?.areas).toEqual(['a a', 'c c'])
})

it('one after the other, where one place makes room for the next', () => {
  expect(inScope(['a b', 'a c', 'a d'], ['a', 'd'])?.layouts.wall[0]?.areas).toEqual(['a d', 'a d', 'a d'])
})

it('rows and columns that nothing stands in are taken out, with their shares', () => {
  const layout = inScope(['a b b', 'c b b'], ['b'])?.layouts.wall[0]
  expect(layout).toEqual({ columns: [1, 1], rows: [1, 1], areas: ['b b', 'b b'] })
})

it('what is left of a composition full of holes is laid out anew, without any', () => {
  const layout = inScope(['a a b c', 'd e e c', 'd f g g'], ['a', 'e', 'g'])?.layouts.wall[0] as Layout
  expect(layout.areas.join(' ')).not.toContain('.')
  expect(new Set(layout.areas.join(' ').split(' '))).toEqual(new Set(['a', 'e', 'g']))
})

it('a class whose own layouts show nothing that is left shows what there is', () => {
  const scene = sceneInScope(sceneOf({ wall: ['a b'], mobile: ['b'] }), seeing(['a']))
  expect(scene?.layouts.mobile).toEqual([{ columns: [1], rows: [0], areas: ['a'] }])
})

it('a share lacks none of its parts: the others would look larger than they are', () => {
  const scene = {
    ...sceneOf({ wall: ['a b'] }),
    panels: { a: figure('a'), b: { type: 'share' as const, metrics: ['m.b', 'm.c'] } },
  }
  expect(Object.keys(sceneInScope(scene, seeing(['a', 'b', 'c']))?.panels ?? {})).toEqual(['a', 'b'])
  expect(Object.keys(sceneInScope(scene, seeing(['a', 'b']))?.panels ?? {})).toEqual(['a'])
})

function inScope(areas: readonly string[], seen: readonly string[]): Scene | undefined {
  return sceneInScope(sceneOf({ wall: areas }), seeing(seen))
}

function sceneOf(given: { readonly wall: readonly string[]; readonly mobile?: readonly string[] }): Scene {
  const layout = (areas: readonly string[]): Layout => ({
    columns: (areas[0] ?? '').split(' ').map(() => 1),
    rows: areas.map(() => 1),
    areas: [...areas],
  })
  const ids = new Set(given.wall.join(' ').split(' '))
  const panels = Object.fromEntries([...ids].map((id) => [id, id === 'clock' ? { type: 'clock' as const } : figure(id)]))
  const wall = [layout(given.wall)]
  return {
    ...{ id: 'scene', names, order: 1, panels },
    layouts: { wall, office: wall, desk: wall, mobile: given.mobile ? [layout(given.mobile)] : wall },
  }
}

function figure(id: string) {
  return { type: 'figure' as const, metric: `m.${id}` }
}

function seeing(ids: readonly string[]) {
  const metrics = ids.map((id) => ({ id: `m.${id}`, level: 'town', rollUp: { area: 'sum', time: 'sum' } }) as Metric)
  return { tree: areaTree([TOWN]), metrics: new Map(metrics.map((metric) => [metric.id, metric])) }
}

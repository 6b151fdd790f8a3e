import { describe, expect, it } from 'vitest'
import { checkCity } from './check-city.ts'
import { cityFolder, cityNames } from './city-folder.ts'
import { smallestTextPx } from './class-contract.ts'
import { describeFinding } from './finding.ts'
import { copyTinyCity, TINY_CITY } from './testing/copy-city.ts'

type Scene = {
  panels: Record<string, Record<string, unknown>>
  layouts: Record<string, { rows: number[]; columns: number[]; areas: string[] }[]>
}

describe('the check of a city', () => {
  it('finds nothing in a city in order, and counts what it saw', async () => {
    expect(await checkCity(TINY_CITY)).toEqual({ findings: [], areas: 7, metrics: 7, scenes: 1, panels: 5 })
  })

  it.each(cityNames())('finds nothing in %s: every metric is shown and every layout keeps its class', async (name) => {
    expect((await checkCity(cityFolder(name))).findings.map(describeFinding)).toEqual([])
  })

  const spoiled: [name: string, change: (scene: Scene) => void, told: RegExp][] = [
    [
      'a metric no panel shows',
      ({ panels }) => ((panels.air as { items: unknown[] }).items = [{ metric: 'air.dust' }, { metric: 'air.sight' }]),
      /^metrics\/air\.json: metric air\.index: is shown by no panel/,
    ],
    [
      'a metric shown only by a panel that is placed nowhere',
      (scene) => {
        scene.panels.spare = { type: 'figure', metric: 'air.gust' }
        ;(scene.panels.map as { layers: unknown[] }).layers = [{ kind: 'choropleth', metric: 'air.dust' }]
      },
      /metric air\.gust: is shown by no panel|panel spare: is placed in no layout/,
    ],
    [
      'a panel placed in no layout',
      ({ panels }) => (panels.spare = { type: 'clock' }),
      /^scenes\/overview\.json: panel spare: is placed in no layout of any class/,
    ],
    [
      'a ranking of what only the city has',
      ({ panels }) => (panels.visits = { type: 'ranking', metric: 'air.index' }),
      /panel visits: compares areas, but its metric exists for the city as a whole only/,
    ],
    [
      'a wall that would have to scroll',
      ({ layouts }) => ((layouts.wall as Scene['layouts'][string])[0] as Scene['layouts'][string][number]).rows.fill(0),
      /layouts\.wall\.0\.rows: a wall cannot scroll/,
    ],
    [
      'a table of sixty rows on a wall',
      ({ panels }) => (panels.visits = { type: 'table', items: Array.from({ length: 60 }, () => ({ metric: 'people.visits' })) }),
      /layouts\.wall\.0, panel visits: on wall hall .*needs about \d+ px for legible text of 14 px but has \d+/,
    ],
    [
      'a ranking too long for a phone',
      ({ panels }) => ((panels.visits as { limit: number }).limit = 50),
      /layouts\.mobile\.0, panel visits: on phone 390×844: lists 50 rows; a phone takes 20/,
    ],
    [
      'four columns on a phone',
      ({ layouts }) => (layouts.mobile = [{ columns: [1, 1, 1, 1], rows: [0], areas: ['people air map visits'] }]),
      /layouts\.mobile\.0\.columns: 4 columns do not fit a phone/,
    ],
    [
      'a column too narrow for text',
      ({ layouts }) => (layouts.office = [{ columns: [1, 40], rows: [1, 1, 1], areas: ['people map', 'air map', 'visits map'] }]),
      /layouts\.office\.0, panel people: on office 1920×1080: 47 px wide holds fewer than 9 characters/,
    ],
  ]
  it.each(spoiled)('finds %s', async (_, change, told) => {
    await using city = await copyTinyCity()
    await city.edit('scenes/overview.json', ((scene: Scene) => {
      change(scene)
      return scene
    }) as never)
    expect((await checkCity(city.folder)).findings.map(describeFinding)).toContainEqual(expect.stringMatching(told))
  })

  it('finds populations that do not add up', async () => {
    await using city = await copyTinyCity()
    await city.edit('areas.json', ((json: { areas: { population?: number }[] }) => {
      ;(json.areas[3] as { population: number }).population = 501
      return json
    }) as never)
    expect((await checkCity(city.folder)).findings.map(describeFinding)).toEqual([
      'areas.json: area north, population: is 700, but its 2 members sum to 701; correct one of them.',
    ])
  })

  it('finds boundaries of an area that does not exist', async () => {
    await using city = await copyTinyCity()
    await city.edit('geo/boundaries.geojson', ((json: { features: { properties: { code: string } }[] }) => {
      ;(json.features[1] as { properties: { code: string } }).properties.code = 'p1er'
      return json
    }) as never)
    expect((await checkCity(city.folder)).findings.map(describeFinding)).toEqual([
      'geo/boundaries.geojson: features.1.properties.code: "p1er" is the code of no area; write the code of areas.json.',
    ])
  })
})

describe('the smallest text of a wall', () => {
  it('is 15 arc-minutes for the person furthest away', () => {
    const wall = { id: 'w', names: { zh: '屏', en: 'Wall' }, width: 7680, height: 2160, widthMetres: 9.6 }
    expect(smallestTextPx({ ...wall, distanceMetres: 10 })).toBe(38)
    expect(smallestTextPx({ ...wall, distanceMetres: 15 })).toBe(57)
  })

  it('is never below what a wall may show at all', () => {
    expect(
      smallestTextPx({ id: 'w', names: { zh: '屏', en: 'Wall' }, width: 1920, height: 1080, widthMetres: 3.65, distanceMetres: 1 }),
    ).toBe(14)
  })
})

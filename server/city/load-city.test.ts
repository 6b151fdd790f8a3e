import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { areaTree, CatalogueSchema, metricAreas } from '#contract/catalogue.ts'
import { cityFolder, cityNames } from './city-folder.ts'
import { CityFault } from './finding.ts'
import { loadCity } from './load-city.ts'
import { copyTinyCity, TINY_CITY } from './testing/copy-city.ts'

describe('a city folder', () => {
  it('becomes a catalogue of the form screens are promised', async () => {
    const { catalogue, folder } = await loadCity(TINY_CITY)
    expect(folder).toBe(TINY_CITY)
    expect(Compile(CatalogueSchema).Check(catalogue)).toBe(true)
    expect(catalogue.areas.map(({ code }) => code)).toEqual(['lakeside', 'north', 'south', 'mill', 'pier', 'field', 'harbour'])
    expect(new Set(catalogue.metrics.map(({ rollUp }) => rollUp.area))).toEqual(
      new Set(['sum', 'ratio', 'mean', 'max', 'min', 'last']),
    )
  })

  it('has the same version as long as it says the same, and another one when a word changes', async () => {
    await using city = await copyTinyCity()
    const before = (await loadCity(city.folder)).catalogue.version
    expect((await loadCity(TINY_CITY)).catalogue.version).toBe(before)
    await city.edit('city.json', (json: { names: { en: string } }) => ({ ...json, names: { ...json.names, en: 'Seaside' } }))
    expect((await loadCity(city.folder)).catalogue.version).not.toBe(before)
  })

  it('may begin its files with a byte order mark, as some editors write it', async () => {
    await using city = await copyTinyCity()
    await city.write('city.json', `\uFEFF${readFileSync(`${TINY_CITY}/city.json`, 'utf8')}`)
    await expect(loadCity(city.folder)).resolves.toBeDefined()
  })

  it('that does not exist is refused by name, with the cities there are', async () => {
    await expect(loadCity('atlantis')).rejects.toThrow(/CITY is "atlantis".*name one of .*or the path of a city folder/s)
    expect(() => cityFolder('/nowhere')).toThrow(CityFault)
  })
})

describe('every city of dashboards/', () => {
  it.each(cityNames())('%s loads', async (name) => {
    const { catalogue } = await loadCity(name)
    expect(Compile(CatalogueSchema).Check(catalogue)).toBe(true)
  })

  it.each(cityNames())('%s has towns whose people are the city’s, counted once', async (name) => {
    const { catalogue } = await loadCity(name)
    const tree = areaTree(catalogue.areas)
    const towns = catalogue.areas.filter(
      ({ level, overlaps, population }) => level === 'town' && !overlaps && population !== undefined,
    )
    expect(towns.reduce((sum, { population }) => sum + (population ?? 0), 0)).toBe(tree.root.population)
  })

  it.each(cityNames())('%s has a reporting area for every metric', async (name) => {
    const { catalogue } = await loadCity(name)
    const tree = areaTree(catalogue.areas)
    expect(catalogue.metrics.filter((metric) => metricAreas(metric, tree).reports.size === 0)).toEqual([])
  })
})

describe('a mistake in a city folder is named with file, entry, field and remedy:', () => {
  type Json = Record<string, never>
  const mistakes: [name: string, file: string, change: (json: Json) => unknown, told: RegExp][] = [
    [
      'a metric without a unit',
      'metrics/air.json',
      (json) => at(json, ['metrics', 0], (metric) => delete metric.unit),
      /metrics\/air\.json: metric air\.dust: lacks unit; add it/,
    ],
    [
      'a field nobody knows',
      'metrics/air.json',
      (json) => at(json, ['metrics', 1], (metric) => (metric.colour = 'red')),
      /metrics\/air\.json: metric air\.gust: has colour, which this file does not know/,
    ],
    [
      'a period that is not a step',
      'metrics/air.json',
      (json) => at(json, ['metrics', 0], (metric) => (metric.period = 'PT7M')),
      /metric air\.dust, period: must be one of PT10S, PT30S/,
    ],
    [
      'a domain that does not exist',
      'metrics/air.json',
      (json) => at(json, ['metrics', 0], (metric) => (metric.domain = 'water')),
      /metric air\.dust, domain: "water" is not among the domains of city\.json \(people, air\)/,
    ],
    [
      'a department that does not exist',
      'metrics/people.json',
      (json) => at(json, ['metrics', 0], (metric) => (metric.department = 'police')),
      /metric people\.residents, department: "police" is not among the departments/,
    ],
    [
      'an area that does not exist',
      'metrics/air.json',
      (json) => at(json, ['metrics', 2], (metric) => (metric.areas = ['mill', 'moon'])),
      /metric air\.sight, areas: moon is in no areas file/,
    ],
    [
      'limits the wrong way round',
      'metrics/people.json',
      (json) => at(json, ['metrics', 1, 'threshold'], (threshold) => (threshold.critical = 10)),
      /metric people\.visits, threshold\.critical: 10 is reached before warn 3000 on the way up; swap them/,
    ],
    [
      'a limit over a window that is not live',
      'metrics/people.json',
      (json) => at(json, ['metrics', 1, 'threshold'], (threshold) => (threshold.step = 'PT1H')),
      /threshold\.step: PT1H is not a live step of this metric \(PT5M, P1D\)/,
    ],
    [
      'a running total of a gauge',
      'metrics/air.json',
      (json) => at(json, ['metrics', 0], (metric) => (metric.headline = 'P1D')),
      /metric air\.dust, headline: a gauge is a level/,
    ],
    [
      'a running total over windows that the reports do not fill',
      'metrics/people.json',
      (json) => at(json, ['metrics', 1], (metric) => Object.assign(metric, { period: 'P1W', headline: 'P1M' })),
      /metrics\/people\.json: metric people\.visits, headline: P1M is not made of whole windows of P1W; leave headline out/,
    ],
    [
      'a running total shorter than one report',
      'metrics/people.json',
      (json) => at(json, ['metrics', 1], (metric) => Object.assign(metric, { period: 'P1D', headline: 'PT1H' })),
      /headline: PT1H is not made of whole windows of P1D; use one of P1W, P1M, P3M, P1Y, or leave headline out/,
    ],
    [
      'a mean of bare values that is scaled: 0.55 would be fifty-five, and 55 five thousand five hundred',
      'metrics/air.json',
      (json) =>
        at(json, ['metrics', 0], (metric) =>
          Object.assign(metric, { rollUp: { area: 'mean', time: 'mean' }, scale: 100, parts: undefined }),
        ),
      /metrics\/air\.json: metric air\.dust, scale: a mean of bare values would be shown 100 times as large.*leave scale out, or name its parts/,
    ],
    [
      'two metrics of one id',
      'metrics/air.json',
      (json) => at(json, ['metrics', 0], (metric) => (metric.id = 'air.gust')),
      /metric air\.gust: is given twice; keep one/,
    ],
    [
      'an area whose parent does not exist',
      'areas.json',
      (json) => at(json, ['areas', 3], (area) => (area.parent = 'east')),
      /areas\.json: area mill, parent: east is in no areas file/,
    ],
    [
      'a town that contains a zone',
      'areas.json',
      (json) => at(json, ['areas', 2], (area) => (area.parent = 'mill')),
      /area south, level: a zone cannot lie in a town \(mill\)/,
    ],
    [
      'a second area without a parent',
      'areas.json',
      (json) => at(json, ['areas', 3], (area) => delete area.parent),
      /area mill: has no parent, but the city’s area is lakeside/,
    ],
    [
      'a home that is no scene',
      'city.json',
      (json) => at(json, [], (city) => (city.home = 'start')),
      /city\.json: home: there is no scene "start"; name one of overview/,
    ],
    [
      'a time zone nobody knows',
      'city.json',
      (json) => at(json, [], (city) => (city.timeZone = 'Moon/Sea')),
      /timeZone: "Moon\/Sea" is not an IANA time zone/,
    ],
    [
      'a boundary file that is not there',
      'city.json',
      (json) => at(json, ['map', 'boundaries'], (boundaries) => (boundaries.file = 'geo/lost.geojson')),
      /map\.boundaries\.file: geo\/lost\.geojson does not exist/,
    ],
    [
      'a panel of a metric that does not exist',
      'scenes/overview.json',
      (json) => at(json, ['panels', 'visits'], (panel) => (panel.metric = 'people.dogs')),
      /scenes\/overview\.json: panel visits, metric: there is no metric people\.dogs/,
    ],
    [
      'a panel type that does not exist',
      'scenes/overview.json',
      (json) => at(json, ['panels', 'visits'], (panel) => (panel.type = 'pie')),
      /panel visits, type: is "pie"; use one of figure, figures, trend/,
    ],
    [
      'a panel with a field missing, told in its own terms',
      'scenes/overview.json',
      (json) => at(json, ['panels', 'visits'], (panel) => delete panel.metric),
      /panel visits: lacks metric; add it/,
    ],
    [
      'a layout that names an unknown panel',
      'scenes/overview.json',
      (json) => at(json, ['layouts', 'office', 0, 'areas'], (areas) => (areas[2] = 'visit map')),
      /layouts\.office\.0, panel visit: is not among panels \(clock, people/,
    ],
    [
      'a panel that is not a rectangle',
      'scenes/overview.json',
      (json) => at(json, ['layouts', 'desk', 0, 'areas'], (areas) => (areas[1] = 'map air')),
      /layouts\.desk\.0, panel map: does not fill a rectangle of the grid/,
    ],
    [
      'a row of the grid that is too short',
      'scenes/overview.json',
      (json) => at(json, ['layouts', 'wall', 0, 'areas'], (areas) => (areas[0] = 'clock clock')),
      /layouts\.wall\.0\.areas\.0: has 2 cells, but there are 3 columns/,
    ],
    [
      'a step a metric is not kept at',
      'scenes/overview.json',
      (json) => at(json, ['panels', 'visits'], (panel) => (panel.step = 'P1W')),
      /panel visits, step: people\.visits is not kept live at P1W; use PT5M or P1D/,
    ],
  ]
  it.each(mistakes)('%s', async (_, file, change, told) => {
    await using city = await copyTinyCity()
    await city.edit(file, change as never)
    const fault = await loadCity(city.folder).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(fault).toBeInstanceOf(CityFault)
    expect((fault as CityFault).message).toMatch(told)
  })

  it('a file that is not JSON, with the line', async () => {
    await using city = await copyTinyCity()
    await city.write('metrics/air.json', '{\n  "metrics": [\n    }\n')
    await expect(loadCity(city.folder)).rejects.toThrow(/metrics\/air\.json: line 3: is not JSON/)
  })

  it('all mistakes at once, so that nobody mends one to meet the next', async () => {
    await using city = await copyTinyCity()
    await city.edit('metrics/air.json', ((json: Json) => at(json, ['metrics', 0], (metric) => (metric.domain = 'x'))) as never)
    await city.edit('city.json', ((json: Json) => at(json, [], (root) => (root.census = 'no.metric'))) as never)
    const fault = (await loadCity(city.folder).catch((error: unknown) => error)) as CityFault
    expect(fault.findings.length).toBeGreaterThan(0)
  })
})

/** Changes the entry at a path of a JSON value in place and returns the whole. */
function at(json: unknown, path: readonly (string | number)[], change: (entry: Record<string, unknown>) => unknown): unknown {
  let entry = json as Record<string, unknown>
  for (const key of path) entry = entry[key] as Record<string, unknown>
  change(entry)
  return json
}

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { panelMetrics } from '#contract/scene-series.ts'
import { checkCity } from './check-city.ts'
import { cityFolder, cityNames } from './city-folder.ts'
import { describeFinding } from './finding.ts'
import { loadCity } from './load-city.ts'
import { plainScene } from './plain-scene.ts'
import { copyTinyCity } from './testing/copy-city.ts'

it('a city without scenes is shown whole on every class, within the contracts', async () => {
  await using city = await copyTinyCity()
  await rm(join(city.folder, 'scenes'), { recursive: true })
  const { findings, panels } = await checkCity(city.folder)
  expect(findings.map(describeFinding)).toEqual([])
  expect(panels).toBe(4)
  const { catalogue } = await loadCity(city.folder)
  expect(catalogue.scenes.map(({ id }) => id)).toEqual([catalogue.city.home])
})

it('a city with one metric of the whole only has no map and is shown all the same', async () => {
  await using city = await copyTinyCity()
  await rm(join(city.folder, 'scenes'), { recursive: true })
  await rm(join(city.folder, 'metrics/people.json'))
  await city.edit('metrics/air.json', ((json: { metrics: { id: string }[] }) => ({
    metrics: json.metrics.filter(({ id }) => id === 'air.index'),
  })) as never)
  await city.edit('city.json', ((json: { census?: string }) => {
    delete json.census
    return json
  }) as never)
  expect((await checkCity(city.folder)).findings.map(describeFinding)).toEqual([])
})

it.each(cityNames())('the plain scene of %s shows all its metrics', async (name) => {
  const { catalogue } = await loadCity(cityFolder(name))
  const scene = plainScene(catalogue.city, catalogue.metrics)
  const shown = new Set(Object.values(scene.panels).flatMap((panel) => panelMetrics(panel)))
  expect(catalogue.metrics.filter(({ id }) => !shown.has(id))).toEqual([])
})

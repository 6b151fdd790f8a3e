import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../city/load-city.ts'
import { CURVES } from './curves.ts'
import { writeScaledCity } from './scaled-city.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-scaled-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('is a city that a server starts on, with as many towns and metrics as were asked for', async () => {
  await writeScaledCity(folder, { towns: 66, metrics: 338 })
  const { catalogue } = await loadCity(folder)
  expect(catalogue.metrics).toHaveLength(338)
  expect(catalogue.areas.filter(({ level }) => level === 'town')).toHaveLength(66)
})

it('is measured with one thing larger at a time, and with all of them', () => {
  const larger = (place: (typeof CURVES)[number]) => Object.values(place.demand).join(' ')
  expect(new Set(CURVES.map(larger)).size).toBe(CURVES.length)
  expect(CURVES.find(({ of, value }) => of === 'all' && value === 10)?.demand).toEqual({
    ...{ towns: 330, metrics: 1_690, perMinute: 10, screens: 2_000 },
  })
})

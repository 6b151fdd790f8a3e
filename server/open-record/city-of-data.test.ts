import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepToCity, noteCityOfData, readCityOfData } from './city-of-data.ts'

const LAKESIDE = { id: 'lakeside', folder: '/cities/lakeside' }

let folder: string
let dataDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-city-'))
  dataDir = join(folder, 'not', 'there', 'yet')
})
afterEach(() => rm(folder, { recursive: true }))

it('knows the city of a folder from the first server that worked on it, and where its files went since', async () => {
  expect(await readCityOfData(dataDir)).toBeUndefined()
  await keepToCity(dataDir, LAKESIDE)
  expect(await readCityOfData(dataDir)).toEqual(LAKESIDE)
  await keepToCity(dataDir, { ...LAKESIDE, folder: '/moved/lakeside' })
  expect(await readCityOfData(dataDir)).toEqual({ id: 'lakeside', folder: '/moved/lakeside' })
})

it('refuses to go on with the data of another city, and says what to set', async () => {
  await keepToCity(dataDir, LAKESIDE)
  await expect(keepToCity(dataDir, { id: 'harbour', folder: '/cities/harbour' })).rejects.toThrow(
    `DATA_DIR ${dataDir} holds the data of the city lakeside, and CITY says harbour; set DATA_DIR to a folder of its own, or CITY to /cities/lakeside`,
  )
  expect(await readCityOfData(dataDir)).toEqual(LAKESIDE)
})

it('lets no simulated hub in among figures of the city itself', async () => {
  await keepToCity(dataDir, { ...LAKESIDE, hub: 'none' })
  await expect(keepToCity(dataDir, { ...LAKESIDE, hub: 'simulated' })).rejects.toThrow(
    `DATA_DIR ${dataDir} holds figures of the city itself, and HUB is simulated, as it is where nobody sets it; set HUB=none, or DATA_DIR to a folder of its own`,
  )
  await keepToCity(dataDir, { ...LAKESIDE, hub: 'none' })
})

it('is told anew by whoever puts the record of another city in the place of the one before', async () => {
  await keepToCity(dataDir, LAKESIDE)
  await noteCityOfData(dataDir, { id: 'harbour', folder: '/cities/harbour' })
  await keepToCity(dataDir, { id: 'harbour', folder: '/cities/harbour' })
})

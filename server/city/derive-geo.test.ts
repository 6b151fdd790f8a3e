import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cityFolder, cityNames } from './city-folder.ts'
import { deriveGeo } from './derive-geo.ts'

const derived = cityNames().filter((name) => existsSync(join(cityFolder(name), 'geo/derive.json')))

it.each(derived)('the boundaries of %s are those npm run city derives from the pinned package', async (name) => {
  const folder = await mkdtemp(join(tmpdir(), 'geo-'))
  try {
    for (const file of ['areas.json', 'geo/derive.json']) await cp(join(cityFolder(name), file), join(folder, file))
    await deriveGeo(folder)
    for (const file of ['boundaries', 'outline', 'neighbours'].map((layer) => `geo/${layer}.geojson`))
      expect(await readFile(join(folder, file), 'utf8')).toBe(await readFile(join(cityFolder(name), file), 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
})

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupFault } from '../startup-fault.ts'

/** Which city the data of a folder are of. */
export interface CityOfData {
  readonly id: string
  /** Where its files are, an absolute path. */
  readonly folder: string
}

/** The file in the data folder that names the city. */
const CITY_FILE = 'city-of-data.json'

/** The city of a data folder; undefined where no server worked on it yet, or none that wrote it down. */
export async function readCityOfData(dataDir: string): Promise<CityOfData | undefined> {
  const text = await readFile(join(dataDir, CITY_FILE), 'utf8').catch(() => '{}')
  const { id, folder } = JSON.parse(text) as Partial<CityOfData>
  return id === undefined || folder === undefined ? undefined : { id, folder }
}

/** Writes down which city the data of a folder are of, so that commands beside the server need not be told. */
export async function noteCityOfData(dataDir: string, { id, folder }: CityOfData): Promise<void> {
  const file = join(dataDir, CITY_FILE)
  await mkdir(dataDir, { recursive: true })
  // Servers of one machine may begin at once, each with a file of its own until it is whole.
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify({ id, folder }))
  await rename(draft, file)
}

/**
 * Sees to it that the data of one city are never gone on with as those of another: who reported a figure of the first would
 * answer for it in the second. Throws StartupFault with what to do.
 */
export async function keepToCity(dataDir: string, city: CityOfData): Promise<void> {
  const before = await readCityOfData(dataDir)
  if (before !== undefined && before.id !== city.id)
    throw new StartupFault(
      `DATA_DIR ${dataDir} holds the data of the city ${before.id}, and CITY says ${city.id}; set DATA_DIR to a folder of its own, or CITY to ${before.folder}`,
    )
  if (before?.folder !== city.folder) await noteCityOfData(dataDir, city)
}

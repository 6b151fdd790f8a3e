import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupFault } from '../startup-fault.ts'

/** Which city the data of a folder are of. */
export interface CityOfData {
  readonly id: string
  /** Where its files are, an absolute path. */
  readonly folder: string
  /** Whether the simulated hub tells its figures; not known of data that were only put back from a backup. */
  readonly hub?: 'simulated' | 'none'
}

/** The file in the data folder that names the city. */
const CITY_FILE = 'city-of-data.json'

/** The city of a data folder; undefined where no server worked on it yet, or none that wrote it down. */
export async function readCityOfData(dataDir: string): Promise<CityOfData | undefined> {
  const text = await readFile(join(dataDir, CITY_FILE), 'utf8').catch(() => '{}')
  const { id, folder, ...more } = JSON.parse(text) as Partial<CityOfData>
  return id === undefined || folder === undefined ? undefined : { id, folder, ...more }
}

/** Writes down which city the data of a folder are of, so that commands beside the server need not be told. */
export async function noteCityOfData(dataDir: string, city: CityOfData): Promise<void> {
  const file = join(dataDir, CITY_FILE)
  await mkdir(dataDir, { recursive: true })
  // Servers of one machine may begin at once, each with a file of its own until it is whole.
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(city))
  await rename(draft, file)
}

/**
 * Sees to it that the data of one city are never gone on with as those of another: who reported a figure of the first would
 * answer for it in the second. And that the simulated hub, which is there where nobody says otherwise, never tells its figures among
 * those of the city itself. Throws StartupFault with what to do.
 */
export async function keepToCity(dataDir: string, city: CityOfData): Promise<void> {
  const before = await readCityOfData(dataDir)
  if (before !== undefined && before.id !== city.id)
    throw new StartupFault(
      `DATA_DIR ${dataDir} holds the data of the city ${before.id}, and CITY says ${city.id}; set DATA_DIR to a folder of its own, or CITY to ${before.folder}`,
    )
  if (before?.hub === 'none' && city.hub === 'simulated')
    throw new StartupFault(
      `DATA_DIR ${dataDir} holds figures of the city itself, and HUB is simulated, as it is where nobody sets it; set HUB=none, or DATA_DIR to a folder of its own`,
    )
  if (before?.folder !== city.folder || before.hub !== city.hub) await noteCityOfData(dataDir, city)
}

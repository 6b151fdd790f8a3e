import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The smallest city that has everything: two zones, three towns and a harbour that overlaps, a metric of each roll-up. */
export const TINY_CITY = join(import.meta.dirname, 'tiny-city')

/** A copy of the tiny city that a test may spoil. Goes away with `using`/`await using`. */
export async function copyTinyCity(): Promise<{
  readonly folder: string
  /** Replaces a file by what `change` makes of its JSON. */
  edit(file: string, change: (json: never) => unknown): Promise<void>
  write(file: string, text: string): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'tiny-city-'))
  await cp(TINY_CITY, folder, { recursive: true })
  return {
    folder,
    edit: async (file, change) => {
      const json = JSON.parse(await readFile(join(folder, file), 'utf8')) as never
      await writeFile(join(folder, file), JSON.stringify(change(json) ?? json))
    },
    write: (file, text) => writeFile(join(folder, file), text),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const REPOSITORY = join(import.meta.dirname, '..', '..')

/** Everything a build of the client depends on. */
const SOURCES = ['client', 'contract', 'vite.config.ts', 'package-lock.json']

/** Written beside the built files once they are all there: the hash of what they were built from. */
const STAMP = '.sources'

/** Hash of the sources of the client as they are now: names and contents, tests left out. */
export async function sourcesHash(repository = REPOSITORY): Promise<string> {
  const files: string[] = []
  for (const source of SOURCES) {
    const listed = await readdir(join(repository, source), { recursive: true, withFileTypes: true }).catch(() => undefined)
    if (!listed) files.push(join(repository, source))
    else
      for (const entry of listed)
        if (entry.isFile() && !entry.name.includes('.test.')) files.push(join(entry.parentPath, entry.name))
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const contents = await readFile(file).catch(() => undefined)
    if (contents) hash.update(file.slice(repository.length)).update('\0').update(contents).update('\0')
  }
  return hash.digest('hex')
}

/** True when `dist` was built, whole, from sources with this hash. */
export async function isBuilt(dist: string, hash: string): Promise<boolean> {
  return (await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === hash
}

/** Marks `dist` as built from sources with this hash. */
export async function stamp(dist: string, hash: string): Promise<void> {
  await writeFile(join(dist, STAMP), hash)
}

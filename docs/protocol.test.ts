import { expect, it } from 'vitest'
import { listFiles, readText } from './house/files.ts'

const rules = [...readText('docs/protocol.md').matchAll(/^- \*\*\[(P\d+)\]\*\* (.*)$/gm)].map(([, id = '', sentence = '']) => ({
  id,
  sentence,
}))
const tested = new Set(
  listFiles()
    .filter((path) => /^(server|client|contract|e2e)\/.*\.test\.tsx?$/.test(path))
    .flatMap((path) => [...readText(path).matchAll(/\(\s*['"`]\[(P\d+)\]/g)].map(([, id = '']) => id)),
)

it('every rule of the protocol has a test whose name begins with its number', () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(rules.filter(({ id }) => !tested.has(id)).map(({ id }) => id)).toEqual([])
})

it('every number that a test bears is a rule of the protocol', () => {
  const known = new Set(rules.map(({ id }) => id))
  expect([...tested].filter((id) => !known.has(id))).toEqual([])
})

it('rules are numbered upwards from one, each a single sentence', () => {
  const numbers = rules.map(({ id }) => Number(id.slice(1)))
  expect(numbers[0]).toBe(1)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  expect(rules.filter(({ sentence }) => !sentence.endsWith('.') || /\.\s/.test(sentence))).toEqual([])
})

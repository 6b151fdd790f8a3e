import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { caseWords } from './case-words.ts'

it('says everything of cases in both languages, with the same blanks to fill in', () => {
  const { zh, en } = caseWords
  const blanks = (text: string) => (text.match(/\{[a-z-]+\}/g) ?? []).sort()
  for (const [key, text] of Object.entries(zh)) expect([key, blanks(en[key as keyof typeof en])]).toEqual([key, blanks(text)])
})

it('keeps no word that no screen shows', () => {
  const folder = join(import.meta.dirname, '..', 'cases')
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
  const isShown = (key: string) =>
    text.includes(`'${key}'`) || [...key].some((letter, at) => letter === '.' && text.includes(`\`${key.slice(0, at)}.\${`))
  expect(Object.keys(caseWords.zh).filter((key) => !isShown(key))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { accessWords } from './access-words.ts'

it('says everything before and beside the city in both languages, with the same blanks to fill in', () => {
  const { zh, en } = accessWords
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  const blanks = (text: string) => (text.match(/\{[a-z-]+\}/g) ?? []).sort()
  for (const [key, text] of Object.entries(zh)) expect([key, blanks(en[key as keyof typeof en])]).toEqual([key, blanks(text)])
})

it('keeps no word that none of these pages shows', () => {
  const access = join(import.meta.dirname, '..', 'access')
  const text = readdirSync(access, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(join(access, file), 'utf8'))
    .join('\n')
  const isShown = (key: string) => text.includes(`'${key}'`) || text.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.\${`)
  expect(Object.keys(accessWords.zh).filter((key) => !isShown(key))).toEqual([])
})

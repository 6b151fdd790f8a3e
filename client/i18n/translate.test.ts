import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ERRORS } from '#contract/errors.ts'
import { en } from './en.ts'
import { errorsEn } from './errors-en.ts'
import { errorsZh } from './errors-zh.ts'
import { sentences } from './sentences.ts'
import { pseudo, translator } from './translate.ts'
import { zh } from './zh.ts'

it('says everything in both languages, with the same blanks to fill in', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  const blanks = (text: string) => (text.match(/\{[a-z-]+\}/g) ?? []).sort()
  for (const [key, text] of Object.entries(zh)) expect([key, blanks(en[key as keyof typeof en])]).toEqual([key, blanks(text)])
})

it('has a sentence for every refusal, and none for a refusal there is not', () => {
  const codes = Object.keys(ERRORS).sort()
  expect(Object.keys(errorsZh).sort()).toEqual(codes)
  expect(Object.keys(errorsEn).sort()).toEqual(codes)
})

it('fills in what it is given', () => {
  expect(translator('zh')('trust.late', { age: '12 分钟' })).toBe('延迟 12 分钟')
})

it('says a refusal in the language of the page once its sentences are here', async () => {
  await Promise.all([sentences.fetch('zh'), sentences.fetch('en')])
  expect(translator('zh').error('request/not-found')).toBe(errorsZh['request/not-found'])
  expect(translator('en').error('request/not-found')).toBe(errorsEn['request/not-found'])
})

it('shows the code of a refusal it does not know rather than nothing', async () => {
  await sentences.fetch('zh')
  expect(translator('zh').error('future/refusal')).toBe('future/refusal')
})

it('makes pseudo words a third longer and leaves blanks alone', () => {
  expect(pseudo('Late {age}')).toBe('Låtë {age}~~'.replace('å', 'á'))
  expect(pseudo('12:00')).toBe('12:00')
})

it('keeps no word that nothing shows', () => {
  const client = join(import.meta.dirname, '..')
  const sources = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/^i18n.(zh|en)\.ts$/.test(file),
  )
  const text = sources.map((file) => readFileSync(join(client, file), 'utf8')).join('\n')
  const isShown = (key: string) => text.includes(`'${key}'`) || text.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.\${`)
  expect(Object.keys(zh).filter((key) => !isShown(key))).toEqual([])
})

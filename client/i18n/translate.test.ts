import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ERRORS } from '#contract/errors.ts'
import { en, enErrors } from './en.ts'
import { pseudo, translator } from './translate.ts'
import { zh, zhErrors } from './zh.ts'

it('says everything in both languages, with the same blanks to fill in', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  const blanks = (text: string) => (text.match(/\{[a-z-]+\}/g) ?? []).sort()
  for (const [key, text] of Object.entries(zh)) expect([key, blanks(en[key as keyof typeof en])]).toEqual([key, blanks(text)])
})

it('has a sentence for every refusal, and none for a refusal there is not', () => {
  const codes = Object.keys(ERRORS).sort()
  expect(Object.keys(zhErrors).sort()).toEqual(codes)
  expect(Object.keys(enErrors).sort()).toEqual(codes)
})

it('fills in what it is given', () => {
  expect(translator('zh')('trust.late', { age: '12 分钟' })).toBe('延迟 12 分钟')
})

it('shows the code of a refusal it does not know rather than nothing', () => {
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

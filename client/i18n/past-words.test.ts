import { expect, it } from 'vitest'
import { pastTranslator, pastWords } from './past-words.ts'

it('says everything in both languages, with the same blanks to fill', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  for (const name of Object.keys(pastWords.zh) as (keyof typeof pastWords.zh)[]) {
    expect(pastWords.en[name], name).not.toBe('')
    expect(blanks(pastWords.en[name]), name).toEqual(blanks(pastWords.zh[name]))
  }
  expect(pastTranslator('en')('speed.times', { n: 60 })).toBe('60×')
})

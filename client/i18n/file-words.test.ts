import { expect, it } from 'vitest'
import { type FileWord, fileTranslator, fileWords } from './file-words.ts'

it('says everything in both languages, with the same blanks to fill', () => {
  const blanks = (text: string) => [...text.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name).sort()
  for (const name of Object.keys(fileWords.zh) as FileWord[]) {
    expect(fileWords.en[name], name).not.toBe('')
    expect(blanks(fileWords.en[name]), name).toEqual(blanks(fileWords.zh[name]))
  }
  expect(fileTranslator('en')('photo', { n: 3 })).toBe('Photo 3')
})

import { expect, it } from 'vitest'
import { type LineageWord, lineageWords } from './lineage-words.ts'

it('says everything in both languages', () => {
  for (const name of Object.keys(lineageWords.zh) as LineageWord[]) expect(lineageWords.en[name], name).not.toBe('')
})

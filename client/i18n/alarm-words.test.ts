import { expect, it } from 'vitest'
import { alarmTranslator, alarmWords } from './alarm-words.ts'

it('says everything in both languages, with the same blanks to fill', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  for (const name of Object.keys(alarmWords.zh) as (keyof typeof alarmWords.zh)[]) {
    expect(alarmWords.en[name], name).not.toBe('')
    expect(blanks(alarmWords.en[name]), name).toEqual(blanks(alarmWords.zh[name]))
  }
  expect(alarmTranslator('en')('selected', { n: 3 })).toBe('3 selected')
})

import { expect, it } from 'vitest'
import { DEBTS } from '#contract/reminder.ts'
import { type ReminderWord, reminderTranslator, reminderWords } from './reminder-words.ts'

it('says everything in both languages, with the same blanks to fill', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  for (const name of Object.keys(reminderWords.zh) as ReminderWord[]) {
    expect(reminderWords.en[name], name).not.toBe('')
    expect(blanks(reminderWords.en[name]), name).toEqual(blanks(reminderWords.zh[name]))
  }
})

it('has a word for everything that can be owed', () => {
  for (const debt of DEBTS) expect(reminderTranslator('zh')(`debt.${debt}`)).not.toBe('')
})

import { reminderEn } from './reminder-en.ts'
import { reminderZh } from './reminder-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of reminders, by name. */
export type ReminderWord = keyof typeof reminderZh

export const reminderWords = { zh: reminderZh, en: reminderEn } as const

export type ReminderTranslate = (name: ReminderWord, params?: Params) => string

/** The words of reminders in a language of the interface. */
export function reminderTranslator(language: UiLanguage): ReminderTranslate {
  return pageTranslator(reminderWords, language)
}

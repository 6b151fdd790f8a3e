import { alarmEn } from './alarm-en.ts'
import { alarmZh } from './alarm-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of alarms, by name. */
export type AlarmWord = keyof typeof alarmZh

export const alarmWords = { zh: alarmZh, en: alarmEn } as const

export type AlarmTranslate = (name: AlarmWord, params?: Params) => string

/** The words of alarms in a language of the interface. */
export function alarmTranslator(language: UiLanguage): AlarmTranslate {
  return pageTranslator(alarmWords, language)
}

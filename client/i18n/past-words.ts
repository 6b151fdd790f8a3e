import { pastEn } from './past-en.ts'
import { pastZh } from './past-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of looking back, by name. */
export type PastWord = keyof typeof pastZh

export const pastWords = { zh: pastZh, en: pastEn } as const

export type PastTranslate = (name: PastWord, params?: Params) => string

/** The words of looking back in a language of the interface. */
export function pastTranslator(language: UiLanguage): PastTranslate {
  return pageTranslator(pastWords, language)
}

import { type Params, pageTranslator, type UiLanguage } from './translate.ts'
import { warningEn } from './warning-en.ts'
import { type WarningWord, warningZh } from './warning-zh.ts'

export type { WarningWord }

export type WarningTranslate = (name: WarningWord, params?: Params) => string

const WORDS = { zh: warningZh, en: warningEn } as const

/** The words of warnings in a language of the interface. */
export function warningTranslator(language: UiLanguage): WarningTranslate {
  return pageTranslator(WORDS, language)
}

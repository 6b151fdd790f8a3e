import { caseEn } from './case-en.ts'
import { caseZh } from './case-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of cases, by name. */
export type CaseText = keyof typeof caseZh

export const caseWords = { zh: caseZh, en: caseEn } as const

export type CaseTranslate = (name: CaseText, params?: Params) => string

/** The words of cases in a language of the interface. */
export function caseTranslator(language: UiLanguage): CaseTranslate {
  return pageTranslator(caseWords, language)
}

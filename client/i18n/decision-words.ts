import { decisionEn } from './decision-en.ts'
import { decisionZh } from './decision-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of decision cards, by name. */
export type DecisionWord = keyof typeof decisionZh

export const decisionWords = { zh: decisionZh, en: decisionEn } as const

export type DecisionTranslate = (name: DecisionWord, params?: Params) => string

/** The words of decision cards in a language of the interface. */
export function decisionTranslator(language: UiLanguage): DecisionTranslate {
  return pageTranslator(decisionWords, language)
}

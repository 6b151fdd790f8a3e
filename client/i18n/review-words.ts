import { reviewEn } from './review-en.ts'
import { reviewZh } from './review-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of the after-action page, by name. */
export type ReviewWord = keyof typeof reviewZh

export const reviewWords = { zh: reviewZh, en: reviewEn } as const

export type ReviewTranslate = (name: ReviewWord, params?: Params) => string

/** The words of the after-action page in a language of the interface. */
export function reviewTranslator(language: UiLanguage): ReviewTranslate {
  return pageTranslator(reviewWords, language)
}

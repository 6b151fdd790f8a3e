import { lineageEn } from './lineage-en.ts'
import { lineageZh } from './lineage-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of the lineage of a figure, by name. */
export type LineageWord = keyof typeof lineageZh

export const lineageWords = { zh: lineageZh, en: lineageEn } as const

export type LineageTranslate = (name: LineageWord, params?: Params) => string

/** The words of the lineage of a figure in a language of the interface. */
export function lineageTranslator(language: UiLanguage): LineageTranslate {
  return pageTranslator(lineageWords, language)
}

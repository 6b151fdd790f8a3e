import { drillEn } from './drill-en.ts'
import { drillZh } from './drill-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of drills, by name. */
export type DrillWord = keyof typeof drillZh

export const drillWords = { zh: drillZh, en: drillEn } as const

export type DrillTranslate = (name: DrillWord, params?: Params) => string

/** The words of drills in a language of the interface. */
export function drillTranslator(language: UiLanguage): DrillTranslate {
  return pageTranslator(drillWords, language)
}

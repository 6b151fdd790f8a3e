import { planEn } from './plan-en.ts'
import { planZh } from './plan-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of plans, units and stores, by name. */
export type PlanWord = keyof typeof planZh

export const planWords = { zh: planZh, en: planEn } as const

export type PlanTranslate = (name: PlanWord, params?: Params) => string

/** The words of plans, units and stores in a language of the interface. */
export function planTranslator(language: UiLanguage): PlanTranslate {
  return pageTranslator(planWords, language)
}

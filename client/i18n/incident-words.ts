import { incidentEn } from './incident-en.ts'
import { incidentZh } from './incident-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of incidents and orders, by name. */
export type IncidentWord = keyof typeof incidentZh

export const incidentWords = { zh: incidentZh, en: incidentEn } as const

export type IncidentTranslate = (name: IncidentWord, params?: Params) => string

/** The words of incidents and orders in a language of the interface. */
export function incidentTranslator(language: UiLanguage): IncidentTranslate {
  return pageTranslator(incidentWords, language)
}

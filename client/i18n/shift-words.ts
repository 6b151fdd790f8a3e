import { shiftEn } from './shift-en.ts'
import { shiftZh } from './shift-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of shift handovers, by name. */
export type ShiftWord = keyof typeof shiftZh

export const shiftWords = { zh: shiftZh, en: shiftEn } as const

export type ShiftTranslate = (name: ShiftWord, params?: Params) => string

/** The words of shift handovers in a language of the interface. */
export function shiftTranslator(language: UiLanguage): ShiftTranslate {
  return pageTranslator(shiftWords, language)
}

import { colourEn } from './colour-en.ts'
import { type ColourWord, colourZh } from './colour-zh.ts'
import { pageTranslator, type UiLanguage } from './translate.ts'

export type { ColourWord }

const WORDS = { zh: colourZh, en: colourEn } as const

/** The colours of warnings as a map writes them: few words, apart from those of the warnings' own pages. */
export function colourTranslator(language: UiLanguage): (name: ColourWord) => string {
  return pageTranslator(WORDS, language)
}

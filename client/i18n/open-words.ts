import { openEn } from './open-en.ts'
import { type OpenWord, openZh } from './open-zh.ts'

export type { OpenWord }

/** Languages of the pages for the public and for firms. */
export type OpenLanguage = 'zh' | 'en'

const WORDS: Record<OpenLanguage, Record<OpenWord, string>> = { zh: openZh, en: openEn }

export type OpenTranslate = (word: OpenWord, params?: Readonly<Record<string, string | number>>) => string

/** The words of these pages in a language, ready to be filled in. They travel with these pages alone. */
export function openTranslator(language: OpenLanguage): OpenTranslate {
  const words = WORDS[language]
  return (word, params = {}) => words[word].replace(/\{([a-z-]+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

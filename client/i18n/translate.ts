import type { ErrorCode } from '#contract/errors.ts'
import type { Names } from '#contract/names.ts'
import { en, enErrors } from './en.ts'
import { type Key, zh, zhErrors } from './zh.ts'

/** Languages of the interface. `pseudo` is for the visual tests: longer, accented English, so that tight layouts fail there. */
export const UI_LANGUAGES = ['zh', 'en', 'pseudo'] as const
export type UiLanguage = (typeof UI_LANGUAGES)[number]

export type Params = Readonly<Record<string, string | number>>

export interface Translate {
  (key: Key, params?: Params): string
  /** The sentence of a refusal; the code itself for one this build does not know. */
  error(code: string): string
}

const WORDS: Record<UiLanguage, (key: Key) => string> = {
  zh: (key) => zh[key],
  en: (key) => en[key],
  pseudo: (key) => pseudo(en[key]),
}

/** Words that only some pages need, in both languages: they travel with those pages. */
export interface PageWords<Name extends string> {
  readonly zh: Readonly<Record<Name, string>>
  readonly en: Readonly<Record<Name, string>>
}

/** The words of some pages in a language of the interface, ready to be filled in. */
export function pageTranslator<Name extends string>(
  words: PageWords<Name>,
  language: UiLanguage,
): (name: Name, params?: Params) => string {
  const word = (name: Name) => (language === 'pseudo' ? pseudo(words.en[name]) : words[language][name])
  return (name, params) => (params ? fill(word(name), params) : word(name))
}

/** The words of a language, ready to be filled in. */
export function translator(language: UiLanguage): Translate {
  const word = WORDS[language]
  const translate = (key: Key, params?: Params) => (params ? fill(word(key), params) : word(key))
  return Object.assign(translate, {
    error: (code: string) => {
      // What the page itself refuses, no server says.
      if (code === 'moment/past') return word('refused.moment/past')
      const sentences: Record<string, string> = language === 'zh' ? zhErrors : enErrors
      const sentence = sentences[code as ErrorCode] ?? code
      return language === 'pseudo' ? pseudo(sentence) : sentence
    },
  })
}

/** Picks a name of the catalogue in a language of the interface. */
export function namesIn(language: UiLanguage): (names: Names) => string {
  return language === 'pseudo' ? (names) => pseudo(names.en) : (names) => names[language]
}

function fill(text: string, params: Params): string {
  return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

const ACCENTS: Readonly<Record<string, string>> = { a: 'á', e: 'ë', i: 'î', o: 'ø', u: 'ü', n: 'ñ', c: 'ç', A: 'Å', E: 'É', O: 'Ö' }

/** English made a third longer and full of accents; `{placeholders}` and figures stay as they are. */
export function pseudo(text: string): string {
  const accented = text.replace(/\{[a-z-]+\}|[a-zA-Z]/g, (found) => ACCENTS[found] ?? found)
  const letters = text.replace(/\{[a-z-]+\}/g, '').match(/[a-zA-Z]/g)?.length ?? 0
  return letters === 0 ? text : `${accented}${'~'.repeat(Math.ceil(letters / 3))}`
}

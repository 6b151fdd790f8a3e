import type { Language, Names } from '#contract/names.ts'
import { en } from './en.ts'
import { sentences } from './sentences.ts'
import { type Key, zh } from './zh.ts'

/** Languages of the interface. `pseudo` is for the visual tests: longer, accented English, so that tight layouts fail there. */
export const UI_LANGUAGES = ['zh', 'en', 'pseudo'] as const
export type UiLanguage = (typeof UI_LANGUAGES)[number]

export type Params = Readonly<Record<string, string | number>>

export interface Translate {
  (key: Key, params?: Params): string
  /**
   * The sentence of a refusal. Nothing for the moment it is still fetched; its code in a sentence of our own where it cannot be
   * had; the code itself for one this build does not know.
   */
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
      const said = sentences.said(code, sentencesIn(language))
      if (said.kind === 'coming') return ''
      if (said.kind === 'missing') return fill(word('refused.unsaid'), { code })
      return language === 'pseudo' ? pseudo(said.sentence) : said.sentence
    },
  })
}

/** The language whose sentences of refusals a language of the interface shows. */
export function sentencesIn(language: UiLanguage): Language {
  return language === 'zh' ? 'zh' : 'en'
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

import { rolesEn } from './roles-en.ts'
import { type RoleWord, rolesZh } from './roles-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

export type { RoleWord }

export type RoleTranslate = (name: RoleWord, params?: Params) => string

const WORDS = { zh: rolesZh, en: rolesEn } as const

/** What roles are called in a language of the interface: few words, which any page may need, apart from those of the access pages. */
export function roleTranslator(language: UiLanguage): RoleTranslate {
  return pageTranslator(WORDS, language)
}

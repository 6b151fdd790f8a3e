import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Names } from '#contract/names.ts'
import { type AccessWord, accessWords } from '../../i18n/access-words.ts'
import type { Format } from '../../i18n/format.ts'
import { type Params, pageTranslator, type Translate, type UiLanguage } from '../../i18n/translate.ts'
import type { DisplayProfile } from '../../state/display-profile.ts'
import type { Settings } from '../../state/settings.ts'

/** What a page needs that stands before the city, or beside it: words, numbers, sizes. It knows no figure of the city. */
export interface PageContent {
  readonly language: UiLanguage
  readonly settings: StoreApi<Settings>
  readonly profile: DisplayProfile
  readonly t: Translate
  readonly w: (name: AccessWord, params?: Params) => string
  readonly format: Format
  readonly name: (names: Names) => string
}

export const PageContext = createContext<PageContent | undefined>(undefined)

/** Words, numbers and sizes of this page. Throws outside a PageContext. */
export function usePage(): PageContent {
  const page = useContext(PageContext)
  if (!page) throw new Error('a part of the access pages must stand inside a PageContext')
  return page
}

/** Words of the access pages in a language. */
export function wordsIn(language: UiLanguage): PageContent['w'] {
  return pageTranslator(accessWords, language)
}

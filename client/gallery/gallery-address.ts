import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'
import { PANEL_TYPES, type PanelType } from '#contract/scene.ts'
import { DEFAULT_THEME } from '../displays/profile.ts'
import { UI_LANGUAGES, type UiLanguage } from '../i18n/translate.ts'
import type { Theme } from '../state/display-profile.ts'

/** What the gallery shows, as its address says it: `/gallery?class=wall&theme=light&lang=pseudo&dir=rtl&panel=trend`. */
export interface GalleryAddress {
  readonly displayClass: DisplayClass
  readonly theme: Theme
  readonly language: UiLanguage
  /** Which way its words run: a layout that only works from left to right fails here, not at a customer’s. */
  readonly direction: 'ltr' | 'rtl'
  /** The only panel type shown; undefined for all. */
  readonly panel: PanelType | undefined
}

export const THEMES = ['dark', 'light'] as const satisfies readonly Theme[]

/** Reads the query of an address; what it does not say, or says wrongly, is the desk, its own theme, Chinese, every panel. */
export function readGalleryAddress(search: string): GalleryAddress {
  const query = new URLSearchParams(search)
  const displayClass = DISPLAY_CLASSES.find((known) => known === query.get('class')) ?? 'desk'
  return {
    displayClass,
    theme: THEMES.find((known) => known === query.get('theme')) ?? DEFAULT_THEME[displayClass],
    language: UI_LANGUAGES.find((known) => known === query.get('lang')) ?? 'zh',
    direction: query.get('dir') === 'rtl' ? 'rtl' : 'ltr',
    panel: PANEL_TYPES.find((known) => known === query.get('panel')),
  }
}

/** Spells an address of the gallery. */
export function writeGalleryAddress({ displayClass, theme, language, direction, panel }: GalleryAddress): string {
  const query = new URLSearchParams({ class: displayClass, theme, lang: language })
  if (direction === 'rtl') query.set('dir', direction)
  if (panel) query.set('panel', panel)
  return `/gallery?${query}`
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DisplayClass } from '#contract/display-class.ts'
import type { UiLanguage } from '../i18n/translate.ts'
import type { Theme } from './display-profile.ts'

/** What a person, or the address, has chosen for this screen. */
export interface Settings {
  readonly displayClass: DisplayClass
  readonly language: UiLanguage
  /** Undefined: the theme that suits the class. */
  readonly theme: Theme | undefined
  /** Id of the wall in city.json whose pixels and viewing distance hold; undefined: the wall of this size. */
  readonly wall: string | undefined
}

export function createSettingsStore(start: Settings): StoreApi<Settings> {
  return createStore<Settings>(() => start)
}

import type { StoreApi } from 'zustand/vanilla'
import { displayHere } from '../displays/display-here.ts'
import { createSettingsStore, type Settings } from '../state/settings.ts'
import { readAddress } from './address.ts'

/** Language and theme of a page beside the city, from its address and kept there; the rest of the address stays as it is. */
export function pageSettings(): StoreApi<Settings> {
  const { language, theme, wall } = readAddress(location)
  const settings = createSettingsStore({ displayClass: displayHere(), language: language ?? 'zh', theme, wall })
  settings.subscribe((now) => {
    const address = new URL(location.href)
    const say = (name: string, value: string | undefined) =>
      value === undefined ? address.searchParams.delete(name) : address.searchParams.set(name, value)
    say('lang', now.language === 'zh' ? undefined : now.language)
    say('theme', now.theme)
    history.replaceState(history.state, '', address)
  })
  return settings
}

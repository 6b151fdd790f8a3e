import type { DisplayClass } from '#contract/display-class.ts'
import { classInAddress } from '../displays/detect.ts'
import { UI_LANGUAGES, type UiLanguage } from '../i18n/translate.ts'
import type { Theme } from '../state/display-profile.ts'

/** What an address says of the moment: `moment=2026-09-08T02:42:05Z&speed=60&known=corrected`. */
export interface MomentInAddress {
  readonly moment: string | undefined
  readonly speed: string | undefined
  readonly known: string | undefined
}

/** Everything an address says: `/wall?scene=overview&area=441900121&lang=en&theme=light&wall=main&select=441900119&at=incidents`. */
export interface Address extends MomentInAddress {
  readonly displayClass: DisplayClass | undefined
  readonly scene: string | undefined
  readonly area: string | undefined
  readonly selected: string | undefined
  readonly work: string | undefined
  readonly language: UiLanguage | undefined
  readonly theme: Theme | undefined
  readonly wall: string | undefined
}

/** Reads an address; what it does not say, or says wrongly, is undefined. */
export function readAddress({ pathname, search }: { pathname: string; search: string }): Address {
  const query = new URLSearchParams(search)
  const said = (name: string) => query.get(name) || undefined
  const language = said('lang')
  const theme = said('theme')
  return {
    displayClass: classInAddress(pathname),
    scene: said('scene'),
    area: said('area'),
    selected: said('select'),
    work: said('at'),
    language: UI_LANGUAGES.find((known) => known === language),
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
    wall: said('wall'),
    moment: said('moment'),
    speed: said('speed'),
    known: said('known'),
  }
}

/** Spells an address, the shortest way: what is undefined is left out. */
export function writeAddress(address: Address & { readonly displayClass: DisplayClass }): string {
  const { displayClass, scene, area, selected, work, language, theme, wall, moment, speed, known } = address
  const parts = { scene, area, select: selected, at: work, lang: language, theme, wall, moment, speed, known }
  const said = Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = new URLSearchParams(said)
  return `/${displayClass}${query.size === 0 ? '' : `?${query}`}`
}

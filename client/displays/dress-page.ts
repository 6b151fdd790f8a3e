import type { UiLanguage } from '../i18n/translate.ts'
import type { DisplayProfile, TypeScale } from '../state/display-profile.ts'

/** Colour of the browser's own frame around the page, which cannot read tokens. */
const FRAME_COLOUR = { dark: '#0d1317', light: '#ffffff' } as const

/** Puts a display's sizes, theme and language on the page, where tokens.css and every panel read them. */
export function dressPage(page: Document, profile: DisplayProfile, language: UiLanguage): void {
  const { displayClass, theme, text, hairline, stroke, margin, gap, contract, reducedMotion } = profile
  const root = page.documentElement
  root.lang = language === 'zh' ? 'zh-CN' : 'en'
  root.dataset.theme = theme
  root.dataset.class = displayClass
  root.dataset.reducedMotion = String(reducedMotion)
  for (const [role, px] of Object.entries(text) as [keyof TypeScale, number][]) root.style.setProperty(`--t-${role}`, `${px}px`)
  root.style.setProperty('--hair', `${hairline}px`)
  root.style.setProperty('--u', `${stroke}px`)
  root.style.setProperty('--margin', `${margin}px`)
  root.style.setProperty('--gap', `${gap}px`)
  root.style.setProperty('--target', `${contract.minTargetPx}px`)
  page.querySelector('meta[name="theme-color"]')?.setAttribute('content', FRAME_COLOUR[theme])
}

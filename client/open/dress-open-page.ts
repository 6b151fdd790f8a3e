import type { OpenAddress } from './open-address.ts'

const FRAME_COLOUR = { light: '#ffffff', dark: '#0d1317' } as const

/** Puts language and theme on the page: light, or dark where the device prefers it, unless the address says which. */
export function dressOpenPage({ language, theme }: OpenAddress): void {
  const root = document.documentElement
  root.lang = language === 'zh' ? 'zh-CN' : 'en'
  const prefersDark = matchMedia('(prefers-color-scheme: dark)')
  const wear = () => {
    const worn = theme ?? (prefersDark.matches ? 'dark' : 'light')
    root.dataset.theme = worn
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', FRAME_COLOUR[worn])
  }
  prefersDark.addEventListener('change', wear)
  wear()
}

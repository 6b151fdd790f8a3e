import { LanguageButton, ThemeButton } from '../access/parts/setting-switches.tsx'
import { useProfile, useT, useUiLanguage } from '../state/hooks.ts'
import { useScreen } from '../state/screen.ts'

/** Dark or light, on a screen. */
export function ThemeSwitch() {
  const { settings } = useScreen()
  const { theme } = useProfile()
  return <ThemeButton theme={theme} settings={settings} t={useT()} />
}

/** Chinese or English, on a screen. */
export function LanguageSwitch() {
  const { settings } = useScreen()
  return <LanguageButton language={useUiLanguage()} settings={settings} t={useT()} />
}

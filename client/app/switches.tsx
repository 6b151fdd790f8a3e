import { useProfile, useT, useUiLanguage } from '../state/hooks.ts'
import { useScreen } from '../state/screen.ts'

/** Dark or light; the choice is kept in the address. */
export function ThemeSwitch() {
  const { settings } = useScreen()
  const { theme } = useProfile()
  const t = useT()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className="crumb switch"
      onClick={() => settings.setState({ theme: other })}
      aria-label={`${t('settings.theme')}: ${t(`settings.theme.${other}`)}`}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M9 2.800a6.200 6.200 0 0 1 0 12.400z" fill="currentColor" />
      </svg>
    </button>
  )
}

/** Chinese or English; the choice is kept in the address. */
export function LanguageSwitch() {
  const { settings } = useScreen()
  const language = useUiLanguage()
  const t = useT()
  return (
    <button
      type="button"
      className="crumb switch"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => settings.setState({ language: language === 'zh' ? 'en' : 'zh' })}
      aria-label={`${t('settings.language')}: ${t('settings.language.other')}`}
    >
      {language === 'zh' ? 'EN' : '中'}
    </button>
  )
}

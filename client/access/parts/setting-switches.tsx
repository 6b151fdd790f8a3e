import type { StoreApi } from 'zustand/vanilla'
import type { Translate, UiLanguage } from '../../i18n/translate.ts'
import type { Theme } from '../../state/display-profile.ts'
import type { Settings } from '../../state/settings.ts'

/** What a switch of a page changes, and the words it is named by. */
interface SwitchProps {
  readonly settings: StoreApi<Settings>
  readonly t: Translate
}

/** Dark or light; the choice is kept in the address. */
export function ThemeButton({ theme, settings, t }: SwitchProps & { readonly theme: Theme }) {
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
        <path d="M9 2.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
      </svg>
    </button>
  )
}

/** Chinese or English; the choice is kept in the address. */
export function LanguageButton({ language, settings, t }: SwitchProps & { readonly language: UiLanguage }) {
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="crumb switch"
      lang={other === 'zh' ? 'zh-CN' : other}
      onClick={() => settings.setState({ language: other })}
      aria-label={`${t('settings.language')}: ${t('settings.language.other')}`}
    >
      {language === 'zh' ? 'EN' : '中'}
    </button>
  )
}

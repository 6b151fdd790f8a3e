import { usePage } from '../page/page-context.ts'

/** Dark or light, Chinese or English; both are kept in the address. */
export function PageSwitches() {
  const { t, language, profile, settings } = usePage()
  const other = profile.theme === 'dark' ? 'light' : 'dark'
  return (
    <span className="switches">
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
      <button
        type="button"
        className="crumb switch"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => settings.setState({ language: language === 'zh' ? 'en' : 'zh' })}
        aria-label={`${t('settings.language')}: ${t('settings.language.other')}`}
      >
        {language === 'zh' ? 'EN' : '中'}
      </button>
    </span>
  )
}
